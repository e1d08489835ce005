import { HttpError, NoResponse, UnexpectedPayload } from '../../src/adapters/http/errors.ts';
import { agentName, inertText, readsAlike } from '../../src/domain/inert-text.ts';
import { earlierCheckpoint, isRepeated, leaveCheckpoint } from '../attempt.ts';
import type { AgentMatch, Before, CommentInput, CommentResult } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { commentInDoubt } from '../failures.ts';
import { matchAgent } from './match-agent.ts';

/** Clocks of Aircall and Front may differ by so much. */
const clockSkewSeconds = 120;

/**
 * When a comment may have been added without our knowing, it is looked for after 10 s (the failure's own pause), a minute and
 * five minutes; only then is it written again, for Front's slow requests are done late rather than never.
 */
const pausesBetweenLooksMs = [50_000, 240_000];

/** What the next attempt needs to know. */
interface CommentCheckpoint {
  /** How often it was looked for since a write of unknown outcome; null when none is in doubt. */
  looks: number | null;
}

/**
 * Adds an agent's comment as that agent's teammate. It is recognised by the same text by the same author, not older than
 * Aircall's, and none of the call's other comments, because people write the same words twice.
 */
export async function addComment(deps: Deps, input: CommentInput): Promise<CommentResult> {
  const { comment, conversationId } = input;
  const { front, preferences } = deps;
  let author: AgentMatch = { kind: 'unmatched', reason: 'no agent' };
  let body = '';
  const { frontCommentId, existed } = await addOnce(input, {
    async prepare() {
      author = await matchAgent(front, preferences.agents, comment.author);
      const name = author.kind === 'matched' ? null : agentName(comment.author);
      const content = inertText(comment.content);
      body = name === null ? content : `${name}:\n${content}`;
    },
    find: () => findComment(deps, input, author, body),
    async add() {
      const as = author.kind === 'matched' ? { author_id: author.teammateId } : {};
      return (await front.addComment(conversationId, { body, ...as })).value.id;
    },
  });
  return { frontCommentId, author, existed };
}

/** Does what comes before the adding: when it fails, the next attempt knows that nothing was added. */
export async function beforeAdding<Result>(
  input: { before?: Before | undefined },
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isRepeated(input)) leaveCheckpoint({ looks: null } satisfies CommentCheckpoint);
    throw error;
  }
}

interface CommentWrite {
  /** Reads what the comment needs. */
  prepare?: () => Promise<void>;
  /** @returns the id of the comment if Front has it already */
  find: () => Promise<string | null>;
  /** The one request that adds it. @returns its id */
  add: () => Promise<string>;
}

/**
 * Adds a comment once. Front has no key for comments, so when an earlier attempt or run may have added it, the
 * conversation's comments are looked through first.
 */
export async function addOnce(
  input: { checkExisting: boolean; before?: Before | undefined },
  { prepare, find, add }: CommentWrite,
): Promise<Pick<CommentResult, 'frontCommentId' | 'existed'>> {
  const earlier = earlierCheckpoint(input) as CommentCheckpoint | undefined;
  // An attempt that left nothing was killed, perhaps after it wrote.
  let looks = earlier === undefined ? (isRepeated(input) ? 0 : null) : earlier.looks;
  try {
    await prepare?.();
    if (input.checkExisting || looks !== null) {
      const frontCommentId = await find();
      if (frontCommentId !== null) return { frontCommentId, existed: true };
    }
    if (looks !== null) {
      const pauseMs = pausesBetweenLooksMs[looks];
      looks += 1;
      if (pauseMs !== undefined) throw commentInDoubt(pauseMs);
    }
    leaveCheckpoint({ looks: 0 } satisfies CommentCheckpoint);
    looks = null;
    return { frontCommentId: await add(), existed: false };
  } catch (error) {
    leaveCheckpoint({ looks: mayBeDone(error) ? 0 : looks } satisfies CommentCheckpoint);
    throw error;
  }
}

/** @returns the id of the comment that Front has already, or null */
async function findComment(
  { front }: Deps,
  { comment, conversationId, others = [] }: CommentInput,
  author: AgentMatch,
  body: string,
): Promise<string | null> {
  const { value: comments } = await front.listComments(conversationId);
  const earliest = comment.postedAtSeconds - clockSkewSeconds;
  const found = comments.find(
    (candidate) =>
      !others.includes(candidate.id) &&
      readsAlike(candidate.body ?? '', body) &&
      (author.kind !== 'matched' || (candidate.author?.id ?? author.teammateId) === author.teammateId) &&
      (candidate.posted_at ?? earliest) >= earliest,
  );
  return found?.id ?? null;
}

/** Whether the request that failed may have added the comment. */
function mayBeDone(error: unknown): boolean {
  if (error instanceof NoResponse) return error.write && error.sent;
  return error instanceof UnexpectedPayload || (error instanceof HttpError && error.write && error.status >= 500);
}
