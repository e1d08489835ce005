import { type Client, type WorkflowExecutionInfo, WorkflowNotFoundError } from '@temporalio/client';
import { z } from 'zod';
import { backfillType, callWorkflowType, reconcileType } from '../../../../workflows/messages.ts';
import type { Caller } from '../../../domain/call.ts';
import { callerKey, callerLockId, callWorkflowId, undoOnArchiveId } from '../../../domain/ids.ts';
import type { SeenCall } from '../../../domain/ledger-call.ts';
import { isSameNumber, mentionsNumber } from '../../../domain/phone-number.ts';
import { inParallel } from '../connection/requests.ts';
import { readHistory } from './read-history.ts';

/** A run that holds something of the caller. */
export interface CallersRun {
  workflowId: string;
  runId: string;
  type: string;
  running: boolean;
  /** As in `CallthreadState`; null for one that has none. */
  state: string | null;
}

/** What Temporal keeps of a caller. */
export interface CallersRuns {
  /** What can be deleted. */
  closed: CallersRun[];
  /** What is still under way. */
  open: CallersRun[];
  /** Of other callers, with the number in some text. */
  mentions: CallersRun[];
  /** Could not be decoded, so that nobody knows. */
  unreadable: CallersRun[];
  /** The caller's calls, as far as histories tell of them. */
  calls: SeenCall[];
  /** The caller's conversations in Front. */
  conversationIds: string[];
}

/** What is known of the caller beforehand, from the ledger. */
interface KnownOfCaller {
  e164: string;
  callIds: number[];
  conversationIds: string[];
  /** The keys of the digests in the ids of callers' locks, as far as there are any. */
  lockKeys?: readonly string[];
}

/**
 * Calls travel through these whole; a reconcile has no more than ids, unless a failure should say more. Locks and undoings
 * have no number in them: they are found by their ids.
 */
const searched = [callWorkflowType, backfillType, reconcileType];
/** So many histories at once: each is a request, or a few. */
const atOnce = 10;
type RunInfo = Pick<WorkflowExecutionInfo, 'workflowId' | 'runId' | 'type' | 'status' | 'searchAttributes'>;
/** So many ids are asked for in one question. */
const idsAtOnce = 50;

/**
 * Goes through all that Temporal keeps for what it has of a caller. It costs a request for each run.
 * @param onProgress told how many of how many have been looked at
 * @throws gRPC errors
 */
export async function findCallersRuns(
  client: Client,
  { e164, callIds, conversationIds, lockKeys = [] }: KnownOfCaller,
  onProgress: (done: number, total: number) => void,
): Promise<CallersRuns> {
  const result: CallersRuns = { closed: [], open: [], mentions: [], unreadable: [], calls: [], conversationIds: [] };
  const calls = new Map<number, SeenCall>();
  const conversations = new Set(conversationIds);
  const keys = new Set([callerKey({ kind: 'number', e164 }, 0)]);
  const own = new Set(callIds.map(callWorkflowId));
  const met = new Set<string>();
  const file = (run: CallersRun): void => void result[run.running ? 'open' : 'closed'].push(run);

  async function look(info: RunInfo): Promise<void> {
    const run = toRun(info);
    if (met.has(run.runId)) return;
    met.add(run.runId);
    const said = await readHistory(client, run.workflowId, run.runId);
    if (said === null) return;
    const found = findCaller(said.values, e164);
    if (found.isThere || own.has(run.workflowId)) {
      file(run);
      for (const call of found.calls.values()) calls.set(call.id, call);
      for (const key of found.keys) keys.add(key);
      // A backfill names those of others too.
      if (run.type === callWorkflowType) for (const id of found.conversationIds) conversations.add(id);
    } else if (!said.whole) result.unreadable.push(run);
    else if (found.isMentioned) result.mentions.push(run);
  }

  const query = `WorkflowType IN (${searched.map((type) => `"${type}"`).join(', ')})`;
  let total = (await client.workflow.count(query)).count;
  let done = 0;
  const lookAndTell = async (info: WorkflowExecutionInfo): Promise<void> => {
    await look(info);
    done += 1;
    total = Math.max(total, done);
    onProgress(done, total);
  };
  await inParallel(client.workflow.list({ query }), atOnce, lookAndTell);
  // A run that has just begun or closed may not be in the lists yet.
  await inParallel(newestRuns(client, own), atOnce, look);
  const byId = [
    ...[...keys].flatMap((key) => [undefined, ...lockKeys].map((lockKey) => callerLockId(key, lockKey))),
    ...[...conversations].filter((id) => /^[\w-]+$/.test(id)).map(undoOnArchiveId),
  ];
  for (let from = 0; from < byId.length; from += idsAtOnce) {
    const ids = byId.slice(from, from + idsAtOnce).map((id) => `"${id}"`);
    for await (const info of client.workflow.list({ query: `WorkflowId IN (${ids.join(', ')})` })) file(toRun(info));
  }
  for (const runs of [result.closed, result.open, result.mentions, result.unreadable]) runs.sort(byWorkflow);
  return { ...result, calls: [...calls.values()], conversationIds: [...conversations] };
}

/** They come as their histories do. */
function byWorkflow(one: CallersRun, other: CallersRun): number {
  return one.workflowId < other.workflowId ? -1 : 1;
}

function toRun({ workflowId, runId, type, status, searchAttributes }: RunInfo): CallersRun {
  const [state = null] = (searchAttributes['CallthreadState'] ?? []) as string[];
  return { workflowId, runId, type, running: status.name === 'RUNNING', state };
}

async function* newestRuns(client: Client, own: ReadonlySet<string>): AsyncGenerator<RunInfo> {
  for (const workflowId of own) {
    try {
      yield await client.workflow.getHandle(workflowId).describe();
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
}

/** What a history has of one caller. */
interface CallerInHistory {
  /** Whether a call of that caller is in it. */
  isThere: boolean;
  /** Whether the number stands in some other text, an agent's comment on another caller's call, say. */
  isMentioned: boolean;
  /** By id. */
  calls: Map<number, SeenCall>;
  /** As `callerKey` makes them: several when the number could not be read now and then. */
  keys: Set<string>;
  /** Of all conversations that it names. */
  conversationIds: Set<string>;
}

/** A call of the workflows', or of the ledger's: what both have. */
const FoundCall = z.object({
  id: z.number(),
  direction: z.enum(['inbound', 'outbound']),
  line: z.object({ id: z.number(), name: z.string(), e164: z.string().nullable() }),
  startedAtSeconds: z.number(),
});
const FoundCaller = z.union([
  z.object({ kind: z.literal('number'), e164: z.string() }),
  z.object({ kind: z.literal('unreadable'), digits: z.string() }),
]);

/** @param values of a history, decoded @param e164 the caller's number */
function findCaller(values: readonly unknown[], e164: string): CallerInHistory {
  const found: CallerInHistory = {
    isThere: false,
    isMentioned: false,
    calls: new Map(),
    keys: new Set(),
    conversationIds: new Set(),
  };
  for (const value of values) search(value, e164, found);
  return found;
}

function search(value: unknown, e164: string, found: CallerInHistory): void {
  if (typeof value === 'string') {
    if (mentionsNumber(value, e164)) found.isMentioned = true;
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if ('caller' in value && isCaller(value.caller, e164, found)) {
    found.isThere = true;
    const { data: call } = FoundCall.safeParse(value);
    if (call !== undefined) found.calls.set(call.id, { ...call, wanted: true });
  }
  if ('conversationId' in value && typeof value.conversationId === 'string') {
    found.conversationIds.add(value.conversationId);
  }
  for (const each of Object.values(value)) search(each, e164, found);
}

/** The workflows' callers are objects, the ledger's are texts. */
function isCaller(written: unknown, e164: string, { keys }: CallerInHistory): boolean {
  if (typeof written === 'string') return isSameNumber(written, e164);
  const { data: caller } = FoundCaller.safeParse(written);
  if (caller === undefined || !isSameNumber(textOf(caller), e164)) return false;
  keys.add(callerKey(caller, 0));
  return true;
}

function textOf(caller: Exclude<Caller, { kind: 'anonymous' }>): string {
  return caller.kind === 'number' ? caller.e164 : caller.digits;
}
