import type { CallComment } from '../../src/domain/call.ts';
import { commentRules, mappedTags, type Undo, wantsComments } from '../../src/domain/decide.ts';
import { ledgerCaller } from '../../src/domain/ledger-call.ts';
import { rememberUndo } from '../undo-on-archive.ts';
import { type Follower, follow, nothingToFollow } from './follow.ts';
import { type LoggedRun, mayHaveComments } from './run.ts';

/** Writes agents' comments into Front as they arrive, in the order in which they were written, once each. */
export function followComments(run: LoggedRun): Follower {
  const { events, settings, step, front, outcome, thread, qualification } = run;
  const others: string[] = [];
  const next = (): CallComment | undefined => {
    const call = events.call();
    if (!wantsComments(call, settings, qualification)) return undefined;
    return call.comments.find((comment) => !outcome.commentIds.includes(comment.id));
  };
  return follow(next, async (comment) => {
    const checkExisting = mayHaveComments(run);
    const { conversationId } = thread;
    const { frontCommentId, existed } = await step(`comment ${comment.id}`, (_, before) =>
      front.addComment({ comment, conversationId, checkExisting, others, before }),
    );
    others.push(frontCommentId);
    outcome.commentIds.push(comment.id);
    // Another run logged the call, and is past retention: people may have undone what this comment triggered.
    if (!(existed && run.isForgotten)) await actOnComment(comment, run);
  });
}

/** The `rules:` that a comment triggers. */
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

/** Adds and removes mapped tags as agents do in Aircall. A tag that a person removed in Front stays removed. */
export function followTags({ callId, events, settings, step, front, outcome, thread, ledger }: LoggedRun): Follower {
  if (Object.keys(settings.tags).length + outcome.tags.length === 0) return nothingToFollow;
  const change = () => {
    const { tags } = events.call();
    // A late repeat of an old webhook must not restore its tags.
    const wanted =
      tags === null || events.tagsSaid() < outcome.tagsSaid ? outcome.tags : mappedTags(tags, settings.tags);
    const add = wanted.filter((tag) => !outcome.tags.includes(tag));
    const remove = outcome.tags.filter((tag) => !wanted.includes(tag));
    return add.length + remove.length === 0 ? undefined : { wanted, add, remove };
  };
  return follow(change, async ({ wanted, add, remove }) => {
    await step(`tags ${wanted.join(', ') || 'none'}`, (_, before) =>
      front.changeTags({
        conversationId: thread.conversationId,
        add,
        remove,
        of: { callId, caller: ledgerCaller(events.call().caller) },
        before,
      }),
    );
    outcome.tags = wanted;
    ledger.changed();
  });
}
