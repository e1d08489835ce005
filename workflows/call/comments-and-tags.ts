import type { CallComment } from '../../src/domain/call.ts';
import { commentRules, mappedTags, type Undo, wantsComments } from '../../src/domain/decide.ts';
import { rememberUndo } from '../undo-on-archive.ts';
import { type Follower, follow, nothingToFollow } from './follow.ts';
import { type LoggedRun, mayBeWritten } from './run.ts';

/** Writes the agents' comments into Front as they come, in the order they were written, once each. */
export function followComments(run: LoggedRun): Follower {
  const { events, settings, step, front, outcome, thread, qualification } = run;
  const others: string[] = [];
  const next = (): CallComment | undefined => {
    const call = events.call();
    if (!wantsComments(call, settings, qualification)) return undefined;
    return call.comments.find((comment) => !outcome.commentIds.includes(comment.id));
  };
  return follow(next, async (comment) => {
    const checkExisting = mayBeWritten(events.call(), run);
    const { conversationId } = thread;
    const { frontCommentId, existed } = await step(`comment ${comment.id}`, (_, before) =>
      front.addComment({ comment, conversationId, checkExisting, others, before }),
    );
    others.push(frontCommentId);
    outcome.commentIds.push(comment.id);
    // Another run logged the call, and Temporal no longer knows it: people may have undone since what this comment triggered.
    if (!(existed && run.isForgotten)) await actOnComment(comment, run);
  });
}

/** `rules:` that a comment triggers. */
async function actOnComment(comment: CallComment, { settings, step, front, thread }: LoggedRun): Promise<void> {
  const rules = commentRules(settings.rules, comment.content);
  if (rules.length === 0) return;
  const add = [...new Set(rules.map(({ tag }) => tag))];
  const { added, conversationId = thread.conversationId } = await step(`rule on comment ${comment.id}`, (_, before) =>
    front.changeTags({ conversationId: thread.conversationId, add, remove: [], before }),
  );
  const undo = rules.filter(({ tag, untagOnArchive }) => untagOnArchive && added.includes(tag));
  await rememberUndo(
    conversationId,
    undo.map(({ tag }): Undo => ({ kind: 'untag', tag })),
  );
}

/** Sets and removes the mapped tags as the agents do in Aircall. A tag that a person took off in Front stays off. */
export function followTags({ events, settings, step, front, outcome, thread }: LoggedRun): Follower {
  if (Object.keys(settings.tags).length + outcome.tags.length === 0) return nothingToFollow;
  const change = () => {
    const { tags } = events.call();
    // A late repeat of an old body must not restore its tags.
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
