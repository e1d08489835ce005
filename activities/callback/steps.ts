import { nullIfRefused } from '../../src/adapters/http/errors.ts';
import { nameKey } from '../../src/domain/ids.ts';
import { agentName } from '../../src/domain/inert-text.ts';
import { formatDuration, type Language, textsIn } from '../../src/texts/texts.ts';
import { asPart, earlierCheckpoint } from '../attempt.ts';
import { addComment } from '../call/add-comment.ts';
import { isDeleted } from '../call/caller-conversation.ts';
import { changeTags } from '../call/change-tags.ts';
import type { CommentInput, TagsResult } from '../contract.ts';
import type { Deps } from '../deps.ts';
import type { CallbackStepInput, CallbackStepResult, CloseCallbackInput, ReachedBy } from './contract.ts';

type Seen = Awaited<ReturnType<Deps['front']['getConversation']>>;

/** Does one step of a callback, unless the conversation shows that a person has closed it. */
export async function callbackStep(deps: Deps, input: CallbackStepInput): Promise<CallbackStepResult> {
  const { step, expectTag, comments } = input;
  // An earlier attempt may have added the tag: the callback has to know, to take it off.
  const earlier = await asPart('tags', input, async () => earlierCheckpoint(input) as TagsResult | undefined);
  const added = earlier?.added ?? [];
  const nothing = { conversationId: input.conversationId, added, commentId: null, assignedId: null };
  const seen = await look(deps, input.conversationId);
  if (seen === null) return { ...nothing, found: 'gone' };
  const { conversationId, value: conversation } = seen;
  if (conversation.status === 'archived') return { ...nothing, conversationId, found: 'archived' };
  const hasTag = (name: string): boolean =>
    (conversation.tags ?? []).some((tag) => nameKey(tag.name) === nameKey(name));
  if (expectTag !== null && !hasTag(expectTag)) return { ...nothing, conversationId, found: 'untagged' };

  const { tag, comment, dueAtSeconds } = step;
  const { before } = input;
  const tags = { conversationId, add: tag === null ? [] : [tag], remove: [], before };
  const changed = await asPart('tags', input, () => changeTags(deps, tags, seen));
  const assignedId = await assign(deps, input, seen);
  const commentId =
    comment === null ? null : await note(deps, input, { conversationId, content: comment, dueAtSeconds, comments });
  return { found: 'open', conversationId, added: changed.added, commentId, assignedId };
}

/** Takes the callback's tags off, and says who reached the caller. */
export async function closeCallback(deps: Deps, input: CloseCallbackInput): Promise<void> {
  const seen = await look(deps, input.conversationId);
  if (seen === null) return;
  const { conversationId } = seen;
  const { tags, reached, before } = input;
  await asPart('tags', input, () => changeTags(deps, { conversationId, add: [], remove: tags, before }, seen));
  if (reached === null) return;
  const content = reachedText(reached, deps.preferences.language);
  await note(deps, input, { conversationId, content, dueAtSeconds: reached.endedAtSeconds, comments: [] });
}

/** @returns null when there is no such conversation any more, or none that the token sees */
async function look({ front }: Deps, conversationId: string): Promise<Seen | null> {
  const seen = await front.getConversation(conversationId).catch(nullIfRefused);
  return seen === null || isDeleted(seen.value) ? null : seen;
}

/** Assigns the conversation, unless a person has assigned it to another teammate meanwhile. */
async function assign({ front }: Deps, input: CallbackStepInput, seen: Seen): Promise<string | null> {
  const { step, assigneeId } = input;
  if (step.assign === null) return null;
  const teammate = await front.findTeammate(step.assign);
  if (teammate === null || teammate.blocked) return null;
  const current = seen.value.assignee?.id ?? null;
  // A repeat finds what the attempt before has done.
  if (current === teammate.id) return teammate.id;
  if (current !== assigneeId) return null;
  await front.updateConversation(seen.conversationId, { assignee_id: teammate.id });
  return teammate.id;
}

/** @param dueAtSeconds the comment cannot be older @returns Front's id of the comment */
async function note(
  deps: Deps,
  input: Pick<CommentInput, 'before'>,
  wanted: { conversationId: string; content: string; dueAtSeconds: number; comments: string[] },
): Promise<string> {
  const { conversationId, content, dueAtSeconds, comments } = wanted;
  const comment = { id: 0, content, author: null, postedAtSeconds: dueAtSeconds };
  const { before } = input;
  const { frontCommentId } = await asPart('comment', input, () =>
    addComment(deps, { comment, conversationId, checkExisting: false, others: comments, before }),
  );
  return frontCommentId;
}

/** `Called back by Grace Hopper, 14 min after the missed call` */
function reachedText({ direction, agentName: name, afterSeconds }: ReachedBy, language: Language): string {
  const { entries } = textsIn(language);
  const { calledBack, reached } = entries.callback;
  // Whole minutes read well from the first one on.
  const seconds = afterSeconds < 60 ? afterSeconds : Math.floor(afterSeconds / 60) * 60;
  const agent = agentName(name === null ? null : { id: 0, name, email: null });
  return (direction === 'outbound' ? calledBack : reached)(agent, formatDuration(seconds, entries));
}
