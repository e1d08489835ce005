import { mappedTags } from '../src/domain/decide.ts';
import type { LoggedRun } from './call-run.ts';
import { type Follower, follow, nothingToFollow } from './follow.ts';

/** Sets and removes the mapped tags as the agents do in Aircall. A tag that a person took off in Front stays off. */
export function followTags({ events, settings, step, front, outcome, thread }: LoggedRun): Follower {
  if (Object.keys(settings.tags).length + outcome.tags.length === 0) return nothingToFollow;
  const change = () => {
    const { tags } = events.call();
    // A late repeat of an old body must not bring back the tags of then.
    const wanted =
      tags === null || events.tagsSaid() < outcome.tagsSaid ? outcome.tags : mappedTags(tags, settings.tags);
    const add = wanted.filter((tag) => !outcome.tags.includes(tag));
    const remove = outcome.tags.filter((tag) => !wanted.includes(tag));
    return add.length + remove.length === 0 ? undefined : { wanted, add, remove };
  };
  return follow(change, async ({ wanted, add, remove }) => {
    await step(`tags ${wanted.join(', ') || 'none'}`, (_, before) =>
      front.changeTags({ conversationId: thread.conversationId, add, remove, before }),
    );
    outcome.tags = wanted;
  });
}
