import type { CallComment } from '../src/domain/call.ts';
import { commentRules, type Undo, wantsComments } from '../src/domain/decide.ts';
import { type LoggedRun, mayBeWritten } from './call-run.ts';
import { type Follower, follow } from './follow.ts';
import { rememberUndo } from './undo-on-archive.ts';

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
