import { condition } from '@temporalio/workflow';
import { mappedTags } from '../src/domain/tags.ts';
import { inBackground, type LoggedRun } from './call-run.ts';

/** Sets and removes the mapped tags as the agents do in Aircall. A tag that a person took off in Front stays off. */
export function followTags(run: LoggedRun): {
  /** Resolves when nothing is left to change. */ caughtUp(): Promise<void>;
} {
  const { events, settings, step, front, outcome, thread } = run;
  let closing = false;
  const change = () => {
    // A late repeat of an old body must not bring back the tags of then.
    const wanted =
      events.saidAtSeconds() >= outcome.saidAtSeconds ? mappedTags(events.call().tags, settings.tags) : outcome.tags;
    const add = wanted.filter((tag) => !outcome.tags.includes(tag));
    const remove = outcome.tags.filter((tag) => !wanted.includes(tag));
    return add.length + remove.length === 0 ? null : { wanted, add, remove };
  };
  const follow = async (): Promise<void> => {
    for (;;) {
      await condition(() => closing || change() !== null);
      const next = change();
      if (next === null) return;
      const { add, remove, wanted } = next;
      await step(`tags ${wanted.join(', ') || 'none'}`, () =>
        front.changeTags({ conversationId: thread.conversationId, add, remove }),
      );
      outcome.tags = wanted;
    }
  };
  const done = inBackground(follow());
  return {
    caughtUp() {
      closing = true;
      return done;
    },
  };
}
