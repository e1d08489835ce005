import { type Client, type WorkflowExecutionInfo, WorkflowNotFoundError } from '@temporalio/client';
import { z } from 'zod';
import {
  backfillType,
  callbackWorkflowType,
  callWorkflowType,
  cardWorkflowType,
  reconcileType,
} from '../../../../workflows/messages.ts';
import type { Caller } from '../../../domain/call.ts';
import {
  aiNotesId,
  callerKey,
  callerLockId,
  callWorkflowId,
  cardWorkflowId,
  undoOnArchiveId,
} from '../../../domain/ids.ts';
import type { SeenCall } from '../../../domain/ledger-call.ts';
import { isSameNumber, mentionsNumber } from '../../../domain/phone-number.ts';
import { inParallel } from '../connection/requests.ts';
import { readHistory } from './read-history.ts';

/** A run with data of the caller. */
export interface CallersRun {
  workflowId: string;
  runId: string;
  type: string;
  running: boolean;
  /** As in `CallthreadState`; null for a run without it. */
  state: string | null;
}

/** What Temporal stores about a caller. */
export interface CallersRuns {
  /** Can be deleted. */
  closed: CallersRun[];
  /** Still running. */
  open: CallersRun[];
  /** Still running, and to be ended: a callback's next step would write to Front again. */
  callbacks: CallersRun[];
  /** Runs of other callers with the number in a text. */
  mentions: CallersRun[];
  /** Could not be decoded. */
  unreadable: CallersRun[];
  /** The caller's calls found in histories. */
  calls: SeenCall[];
  /** The caller's conversations in Front. */
  conversationIds: string[];
}

/** What the ledger knows about the caller. */
interface KnownCaller {
  e164: string;
  callIds: number[];
  conversationIds: string[];
  /** Keys of the digests in the ids of callers' locks. */
  lockKeys?: readonly string[];
  /** Ids of the caller's callbacks. */
  callbackIds?: readonly string[];
}

/**
 * Histories of these types contain whole calls, or who calls; a reconcile only ids, unless a failure says more. Locks, undo
 * workflows and those of AI notes contain no number: they are found by their ids.
 */
const searchedTypes = [callWorkflowType, callbackWorkflowType, cardWorkflowType, backfillType, reconcileType];
/** Parallel reads of histories, a request or a few each. */
const maxParallel = 10;
type RunInfo = Pick<WorkflowExecutionInfo, 'workflowId' | 'runId' | 'type' | 'status' | 'searchAttributes'>;
/** Ids in one query. */
const idsPerQuery = 50;

/**
 * Searches everything in Temporal for data of a caller. It takes a request for each run.
 * @param onProgress called with the number of runs read and their total
 * @throws gRPC errors
 */
export async function findCallersRuns(
  client: Client,
  { e164, callIds, conversationIds, lockKeys = [], callbackIds = [] }: KnownCaller,
  onProgress: (done: number, total: number) => void,
): Promise<CallersRuns> {
  const result: CallersRuns = {
    closed: [],
    open: [],
    callbacks: [],
    mentions: [],
    unreadable: [],
    calls: [],
    conversationIds: [],
  };
  const calls = new Map<number, SeenCall>();
  const conversations = new Set(conversationIds);
  const keys = new Set([callerKey({ kind: 'number', e164 }, 0)]);
  const own = new Set([...callIds.flatMap((id) => [callWorkflowId(id), cardWorkflowId(id)]), ...callbackIds]);
  const met = new Set<string>();
  const placeOf = ({ running, type }: CallersRun): 'closed' | 'callbacks' | 'open' =>
    running ? (type === callbackWorkflowType ? 'callbacks' : 'open') : 'closed';
  const file = (run: CallersRun): void => void result[placeOf(run)].push(run);

  async function look(info: RunInfo): Promise<void> {
    const run = toRun(info);
    if (met.has(run.runId)) return;
    met.add(run.runId);
    const history = await readHistory(client, run.workflowId, run.runId);
    if (history === null) return;
    const found = findCaller(history.values, e164);
    if (found.isThere || own.has(run.workflowId)) {
      file(run);
      for (const call of found.calls.values()) calls.set(call.id, call);
      for (const key of found.keys) keys.add(key);
      // A backfill also names those of others.
      if (run.type === callWorkflowType || run.type === callbackWorkflowType)
        for (const id of found.conversationIds) conversations.add(id);
    } else if (!history.whole) result.unreadable.push(run);
    else if (found.isMentioned) result.mentions.push(run);
  }

  const query = `WorkflowType IN (${searchedTypes.map((type) => `"${type}"`).join(', ')})`;
  let total = (await client.workflow.count(query)).count;
  let done = 0;
  const lookAndReport = async (info: WorkflowExecutionInfo): Promise<void> => {
    await look(info);
    done += 1;
    total = Math.max(total, done);
    onProgress(done, total);
  };
  await inParallel(client.workflow.list({ query }), maxParallel, lookAndReport);
  // A run that has just started or closed may not be in the lists yet.
  await inParallel(newestRuns(client, own), maxParallel, look);
  const byId = [
    ...[...keys].flatMap((key) => [undefined, ...lockKeys].map((lockKey) => callerLockId(key, lockKey))),
    ...[...conversations].filter((id) => /^[\w-]+$/.test(id)).map(undoOnArchiveId),
    ...[...new Set([...callIds, ...calls.keys()])].map(aiNotesId),
  ];
  for (let from = 0; from < byId.length; from += idsPerQuery) {
    const ids = byId.slice(from, from + idsPerQuery).map((id) => `"${id}"`);
    for await (const info of client.workflow.list({ query: `WorkflowId IN (${ids.join(', ')})` })) file(toRun(info));
  }
  const { closed, open, callbacks, mentions, unreadable } = result;
  for (const runs of [closed, open, callbacks, mentions, unreadable]) runs.sort(byWorkflow);
  return { ...result, calls: [...calls.values()], conversationIds: [...conversations] };
}

/** For a stable order: runs are found in parallel. */
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

/** What a history contains about one caller. */
interface CallerInHistory {
  /** Whether it contains a call of that caller. */
  isThere: boolean;
  /** Whether the number is in another text, such as an agent's comment on another caller's call. */
  isMentioned: boolean;
  /** By id. */
  calls: Map<number, SeenCall>;
  /** From `callerKey`: several when the number could not always be parsed. */
  keys: Set<string>;
  /** Of all conversations in it. */
  conversationIds: Set<string>;
}

/** The fields that calls in workflows and in the ledger share. */
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

/** Callers are objects in workflows and texts in the ledger. */
function isCaller(value: unknown, e164: string, { keys }: CallerInHistory): boolean {
  if (typeof value === 'string') return isSameNumber(value, e164);
  const { data: caller } = FoundCaller.safeParse(value);
  if (caller === undefined || !isSameNumber(textOf(caller), e164)) return false;
  keys.add(callerKey(caller, 0));
  return true;
}

function textOf(caller: Exclude<Caller, { kind: 'anonymous' }>): string {
  return caller.kind === 'number' ? caller.e164 : caller.digits;
}
