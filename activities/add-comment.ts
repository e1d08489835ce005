import { agentName, inertText, readsAlike } from '../src/domain/inert-text.ts';
import type { CommentInput, CommentResult } from './contract.ts';
import type { Deps } from './deps.ts';
import { isRepeated } from './keep-alive.ts';
import { matchAgent } from './match-agent.ts';

/** Clocks of Aircall and Front may differ by so much. */
const clockSkewSeconds = 120;

/**
 * Adds an agent's comment as that agent's teammate. Front has no key for comments, so when an earlier attempt or run
 * may have added it, the conversation's comments are looked through first: the same text by the same author, not older
 * than Aircall's, and none of the call's other comments, for people write the same words twice.
 */
export async function addComment(deps: Deps, input: CommentInput): Promise<CommentResult> {
  const { comment, conversationId, lookFirst, others = [] } = input;
  const { front, preferences } = deps;
  const author = await matchAgent(front, preferences.agents, comment.author);
  const name = author.kind === 'matched' ? null : agentName(comment.author);
  const content = inertText(comment.content);
  const body = name === null ? content : `${name}:\n${content}`;
  if (lookFirst || isRepeated(input)) {
    const { value: comments } = await front.listComments(conversationId);
    const earliest = comment.postedAtSeconds - clockSkewSeconds;
    const found = comments.find(
      (candidate) =>
        !others.includes(candidate.id) &&
        readsAlike(candidate.body ?? '', body) &&
        (author.kind !== 'matched' || (candidate.author?.id ?? author.teammateId) === author.teammateId) &&
        (candidate.posted_at ?? earliest) >= earliest,
    );
    if (found !== undefined) return { frontCommentId: found.id, author };
  }
  const added = await front.addComment(conversationId, {
    body,
    ...(author.kind === 'matched' ? { author_id: author.teammateId } : {}),
  });
  return { frontCommentId: added.value.id, author };
}
