import { log } from '@temporalio/activity';
import { statusOnceLogged, toLedgerCall } from '../src/domain/ledger-call.ts';
import { appendToConversation } from './append-to-conversation.ts';
import { assignAgent } from './assign-agent.ts';
import type { AppendInput, AppendResult, LogResult } from './contract.ts';
import type { Deps } from './deps.ts';
import { recordCall } from './record-call.ts';
import type { NotYourTurn, Turn } from './turn-contract.ts';
import { giveTurnBack, underTurn } from './under-turn.ts';

/** A database that is slow keeps the next step from nothing: the workflow then writes by itself. */
const longestRecordingMs = 1_000;

/**
 * The step that a call costs: its entries, the conversation's state, the turn given back, the ledger. All in one
 * activity, for each is an action that Temporal bills and six events; each is done by itself where it did not succeed here.
 */
export async function logCall(deps: Deps, input: AppendInput): Promise<LogResult | NotYourTurn> {
  return await underTurn(deps, input.turn, async (turn) => await logUnder(deps, input, turn));
}

async function logUnder(deps: Deps, input: AppendInput, turn: Turn | null): Promise<LogResult> {
  const appended = await settleAtOnce(deps, await appendToConversation(deps, input));
  const isNew = !appended.stoodBefore && input.policy !== 'history';
  const loggedAtSeconds = isNew ? Math.round(Date.now() / 1000) : null;
  const left = appended.settle === null ? await giveTurnBack(deps, turn) : turn;
  if (isNew) tell(deps, input, appended);
  const logged = { ...appended, loggedAtSeconds };
  return { ...logged, turn: left, recorded: await recordAtOnce(deps, input, logged) };
}

/** What Front does not take at once is a step of its own, with its own tries, that can be parked. */
async function settleAtOnce(deps: Deps, appended: AppendResult): Promise<AppendResult> {
  const { conversationId, settle } = appended;
  if (settle === null) return appended;
  try {
    await assignAgent(deps, { conversationId, ...settle, lookFirst: false });
    return { ...appended, settle: null };
  } catch (error) {
    log.info('the conversation could not be settled at once', { error });
    return appended;
  }
}

function tell({ watch }: Deps, { call }: AppendInput, { agent }: AppendResult): void {
  if (call.endedAtSeconds !== null) watch?.reachedFront(Math.max(0, Date.now() / 1000 - call.endedAtSeconds));
  if (agent.kind === 'unmatched' && agent.reason !== 'no agent') watch?.missedAgent();
}

type Logged = Pick<LogResult, 'conversationId' | 'loggedAtSeconds' | 'entries'>;

/** @returns whether the ledger has it; after a failure or a second the workflow writes it by a step of its own */
async function recordAtOnce(deps: Deps, input: AppendInput, logged: Logged): Promise<boolean> {
  const { call, qualification, revision } = input;
  const status = statusOnceLogged(call, { ...logged, qualification }, input);
  const written = recordCall(deps, { call: toLedgerCall(call, status, input), revision });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), longestRecordingMs);
  });
  try {
    return await Promise.race([written.then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    written.catch(() => {});
  }
}
