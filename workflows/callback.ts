import {
  CancellationScope,
  condition,
  isCancellation,
  log,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { CallbackActivities } from '../activities/callback/contract.ts';
import {
  type Contact,
  closedAtSeconds,
  closingOf,
  countAttempts,
  type Debt,
  type LedgerCallback,
  type Miss,
  openMisses,
} from '../src/domain/callbacks/debt.ts';
import { ledgerCaller } from '../src/domain/ledger-call.ts';
import { noProgress, showAttributes } from './call/progress.ts';
import { type Step, stepRunner } from './call/step.ts';
import { type CallbackInput, type CallbackOutcome, callbackState, contactSeen, missed, skip } from './messages.ts';
import { policies } from './policies.ts';

const front = proxyActivities<CallbackActivities>(policies.write);
const { recordCallback } = proxyActivities<CallbackActivities>(policies.ledger);

/** A callback that is open for longer stays unanswered. */
const maxWait = '180 days';
/** Front shows a tag later than it takes it: a step that follows at once does not look for it. */
const tagDelaySeconds = 60;

/** A caller's missed calls since an agent last reached them. */
interface Callback {
  /** The call that opened it. */
  id: number;
  /** Oldest first; the first one's steps count. */
  misses: [Miss, ...Miss[]];
  conversationId: string;
  assigneeId: string | null;
  stepsDone: number;
  /** From then on Front shows the first step's tag, unless a person took it off. */
  tagShownAtSeconds: number;
  overdue: boolean;
  /** Tags to take off when it closes. */
  tags: string[];
  comments: string[];
  closed: Contact | null;
}

/**
 * The debt of one caller: opened by a missed call, closed by the first contact with the caller after it. A call that is
 * missed while it closes opens the next callback, in the same run.
 */
export async function callbackWorkflow(input: CallbackInput): Promise<CallbackOutcome> {
  const debt: Debt = { misses: [], contacts: [] };
  const callbacks: Callback[] = [];
  let skips = 0;
  setHandler(missed, (miss) => {
    if (!debt.misses.some(({ callId }) => callId === miss.callId)) debt.misses.push(miss);
  });
  setHandler(contactSeen, (contact) => {
    addContact(debt, contact);
    const open = callbacks.at(-1);
    if (open !== undefined && contact.kind === 'call') open.assigneeId = contact.assigneeId ?? open.assigneeId;
  });
  setHandler(skip, () => {
    skips += 1;
    // While a callback closes, its closing is what is skipped: calls missed since then stay open.
    if (!callbacks.at(-1)?.closed) debt.contacts.push({ kind: 'skipped', atSeconds: nowSeconds() });
  });
  const rows = (): LedgerCallback[] => callbacks.map((callback) => rowOf(input, debt, callback));
  setHandler(callbackState, () => rows().at(-1) ?? null);
  const step = stepUnlessParked();
  const ledger = keepRows(rows);

  await condition(() => debt.misses.length > 0);
  while (openMisses(debt).length > 0) {
    const callback = begin(debt);
    callbacks.push(callback);
    show('open');
    await untilClosed(debt, callback, step);
    const seen = skips;
    await step(
      () => skips > seen,
      (run) => close(run, callback),
    );
    show('closed');
    // A database that is away does not hold the next callback.
    await condition(() => ledger.isWritten() || openMisses(debt).length > 0);
  }
  return { callIds: debt.misses.map(({ callId }) => callId), closedBy: callbacks.at(-1)?.closed?.kind ?? null };
}

/** A call that is reported again replaces what it said before: its report may have been repeated. */
function addContact(debt: Debt, contact: Contact): void {
  const isSame = (one: Contact) => one.kind === 'call' && contact.kind === 'call' && one.callId === contact.callId;
  debt.contacts = [...debt.contacts.filter((one) => !isSame(one)), contact];
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

const noSteps = { stepsDone: 0, tagShownAtSeconds: Number.POSITIVE_INFINITY, overdue: false };

function begin(debt: Debt): Callback {
  const misses = openMisses(debt) as [Miss, ...Miss[]];
  const [{ callId: id, conversationId, assigneeId }] = misses;
  return { id, misses, conversationId, assigneeId, ...noSteps, tags: [], comments: [], closed: null };
}

/** Brings the callback up to date. @returns whether it is closed */
function isClosed(debt: Debt, callback: Callback): boolean {
  if (callback.closed !== null) return true;
  const [first, ...later] = openMisses(debt);
  if (first === undefined) callback.closed = closingOf(debt, callback.misses);
  else callback.misses = [first, ...later];
  return callback.closed !== null;
}

/** Takes each step in its time. More missed calls keep the clock, unless the caller was reached before them. */
async function untilClosed(debt: Debt, callback: Callback, step: StepUnlessParked): Promise<void> {
  const over = (): boolean => isClosed(debt, callback);
  let [first] = callback.misses;
  while (!over()) {
    const before = first;
    [first] = callback.misses;
    if (first.endedAtSeconds > before.endedAtSeconds) beginAgain(callback, before);
    const due = first.steps[callback.stepsDone]?.dueAtSeconds;
    const waitMs = due === undefined ? maxWait : due * 1000 - Date.now();
    if (typeof waitMs === 'string' || waitMs > 0) {
      if (await condition(() => over() || callback.misses[0] !== first, waitMs)) continue;
      if (due === undefined) {
        debt.contacts.push({ kind: 'expired', atSeconds: nowSeconds() });
        continue;
      }
    }
    if (callback.stepsDone === 1) {
      callback.overdue = true;
      show('overdue');
    }
    await step(over, (run) => takeStep(run, debt, callback));
  }
}

/** The caller was reached after the call whose steps were taken: those of the next missed call begin. */
function beginAgain(callback: Callback, before: Miss): void {
  Object.assign(callback, noSteps);
  const [{ conversationId, assigneeId }] = callback.misses;
  if (conversationId !== before.conversationId) Object.assign(callback, { conversationId, assigneeId });
  show('open');
}

async function takeStep(step: Step, debt: Debt, callback: Callback): Promise<void> {
  const { stepsDone, conversationId, assigneeId, comments, misses } = callback;
  const { steps } = misses[0];
  const due = steps[stepsDone];
  if (due === undefined) return;
  const firstTag = steps[0]?.tag ?? null;
  const expectTag = nowSeconds() < callback.tagShownAtSeconds ? null : firstTag;
  // An attempt that never reports back may have added it.
  const tags = due.tag === null ? [] : [due.tag];
  callback.tags.push(...tags);
  const result = await step(`step ${stepsDone + 1}`, (_, before) =>
    front.callbackStep({ conversationId, step: due, expectTag, assigneeId, comments: [...comments], before }),
  );
  callback.tags.splice(callback.tags.length - tags.length, tags.length, ...result.added);
  callback.stepsDone += 1;
  if (stepsDone === 0) callback.tagShownAtSeconds = nowSeconds() + tagDelaySeconds;
  callback.conversationId = result.conversationId;
  if (result.assignedId !== null) callback.assigneeId = result.assignedId;
  if (result.commentId !== null) callback.comments.push(result.commentId);
  const atSeconds = nowSeconds();
  if (result.found === 'untagged') debt.contacts.push({ kind: 'untagged', tag: firstTag ?? '', atSeconds });
  if (result.found === 'archived') debt.contacts.push({ kind: 'archived', atSeconds });
  if (result.found === 'gone') {
    // Calls missed since were logged into another conversation: they begin the next callback.
    const closed: Contact = { kind: 'archived', atSeconds, conversationId: misses[0].conversationId };
    debt.contacts.push(closed);
    callback.closed = closed;
  }
}

async function close(step: Step, { conversationId, tags, closed, misses }: Callback): Promise<void> {
  const reached =
    closed?.kind === 'call'
      ? {
          direction: closed.direction,
          agentName: closed.agentName,
          afterSeconds: closedAtSeconds(closed, misses[0].endedAtSeconds) - misses[0].endedAtSeconds,
          endedAtSeconds: closed.endedAtSeconds,
        }
      : null;
  if (tags.length === 0 && reached === null) return;
  await step('close', (_, before) =>
    front.closeCallback({ conversationId, tags: [...new Set(tags)], reached, before }),
  );
}

/** Runs steps until they are done, or one is parked and no longer wanted. */
type StepUnlessParked = (unwanted: () => boolean, run: (step: Step) => Promise<void>) => Promise<void>;

function stepUnlessParked(): StepUnlessParked {
  let unpark: (() => void) | null = null;
  const step = stepRunner({
    ...noProgress,
    park(parked) {
      noProgress.park(parked);
      unpark = () => {
        unpark = null;
        noProgress.unpark(parked);
      };
    },
    unpark: () => unpark?.(),
  });
  return async (unwanted, run) => {
    const scope = new CancellationScope();
    const running = scope.run(() => run(step));
    const isLeft = await Promise.race([
      running.then(() => false),
      condition(() => unpark !== null && unwanted()).then(() => true),
    ]);
    if (!isLeft) return;
    // While it is parked, no activity is under way.
    unpark?.();
    scope.cancel();
    await running.catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
    });
  };
}

function rowOf({ caller, callerName }: CallbackInput, debt: Debt, callback: Callback): LedgerCallback {
  const { id, misses, closed, overdue, conversationId } = callback;
  const [{ endedAtSeconds, line }] = misses;
  return {
    id,
    workflowId: workflowInfo().workflowId,
    state: closed !== null ? 'closed' : overdue ? 'overdue' : 'open',
    line,
    caller: ledgerCaller(caller),
    callerName,
    conversationId,
    missedAtSeconds: endedAtSeconds,
    misses: misses.length,
    attempts: countAttempts(debt, endedAtSeconds, closed),
    nextStepAtSeconds: closed === null ? nextStepAt(callback) : null,
    closedAtSeconds: closed === null ? null : closedAtSeconds(closed, endedAtSeconds),
    closedBy: closed?.kind ?? null,
    agentName: closed?.kind === 'call' ? closed.agentName : null,
  };
}

/** A step that comes at once is none to wait for: it would change the row twice. */
function nextStepAt({ misses: [{ endedAtSeconds, steps }], stepsDone }: Callback): number | null {
  return steps.slice(stepsDone).find(({ dueAtSeconds }) => dueAtSeconds > endedAtSeconds)?.dueAtSeconds ?? null;
}

/** Writes rows when they have changed, beside the main flow: a database that is away keeps nothing from Front. */
function keepRows(rows: () => LedgerCallback[]): { isWritten(): boolean } {
  const known = new Map<number, string>();
  const stale = (): LedgerCallback | undefined => rows().find((row) => known.get(row.id) !== JSON.stringify(row));
  let isWriting = false;
  const keep = async (): Promise<never> => {
    for (;;) {
      await condition(() => stale() !== undefined);
      const callback = stale();
      if (callback === undefined) continue;
      known.set(callback.id, JSON.stringify(callback));
      isWriting = true;
      try {
        await recordCallback({ callback, revision: Date.now() });
      } catch (error) {
        log.warn('the callback could not be written to the ledger: its page lacks it', { error: String(error) });
      }
      isWriting = false;
    }
  };
  void keep().catch(() => {});
  return { isWritten: () => !isWriting && stale() === undefined };
}

/** The start has set `open`. */
function show(state: LedgerCallback['state']): void {
  showAttributes({ CallthreadCallback: state });
}
