import type { Answer } from '../../../src/adapters/temporal/calls/answer-parked.ts';
import type { CallControl } from '../../../src/adapters/temporal/calls/call-control.ts';
import type { CallProgress } from '../../../src/adapters/temporal/calls/call-state.ts';
import type { ParkedCalls } from '../../../src/adapters/temporal/calls/parked-calls.ts';
import type { Period, ReconcileProgress } from '../../../src/adapters/temporal/operations/reconcile.ts';

/** Temporal's side as a few workflows in memory: those that wait for a person go on when they are answered. */
export interface AdminControl extends CallControl {
  /** Which were answered, and how, in their order. */
  answers: Array<{ workflowId: string; answer: Answer }>;
  asked: Period[];
  /** The callbacks that were skipped. */
  skipped: string[];
  /** Parks another. */
  park(call: ParkedCalls['calls'][number]): void;
  /** What the reconcile says next, one after another; the last stays. */
  reconcile: ReconcileProgress[];
}

export function adminControl(waiting: ParkedCalls['calls'], done: CallProgress[] = []): AdminControl {
  const parked = new Map(waiting.map((call) => [call.workflowId, call]));
  const answers: AdminControl['answers'] = [];
  const asked: Period[] = [];
  const skipped: string[] = [];
  const reconcile: ReconcileProgress[] = [{ status: 'running', outcome: null }];
  const answerId = (workflowId: string, answer: Answer): boolean => {
    if (!parked.delete(workflowId)) return false;
    answers.push({ workflowId, answer });
    return true;
  };
  const answerIds = (ids: string[], answer: Answer) => {
    const answered = ids.filter((id) => answerId(id, answer)).length;
    return { answered, passedOver: ids.length - answered, more: false };
  };
  return {
    answers,
    asked,
    park: (call) => void parked.set(call.workflowId, call),
    reconcile,
    async read(callId) {
      const call = parked.get(`call-${callId}`);
      if (call !== undefined) return parkedProgress(call);
      const ended = waiting.find((each) => each.callId === callId);
      const known = ended === undefined ? undefined : endedProgress(ended);
      return done.find(({ workflowId }) => workflowId === `call-${callId}`) ?? known ?? null;
    },
    async listParked(limit) {
      const calls = [...parked.values()];
      const failures = [...new Set(calls.flatMap(({ failure }) => failure ?? []))].map((failure) => ({
        failure,
        count: calls.filter((call) => call.failure === failure).length,
      }));
      return { total: calls.length, failures, calls: calls.slice(0, limit) };
    },
    async answerOne(callId, answer) {
      if (answerId(`call-${callId}`, answer)) return 'answered';
      return waiting.some((call) => call.callId === callId) ? 'closed' : 'unknown';
    },
    answerThese: async (ids, answer) => answerIds(ids, answer),
    answerAll: async (answer, failure) =>
      answerIds(
        [...parked.values()]
          .filter((call) => failure === undefined || call.failure === failure)
          .map((call) => call.workflowId),
        answer,
      ),
    skipped,
    // One of the callbacks in the table has closed in the meantime.
    skipCallback: async (workflowId) => workflowId !== 'callback-closed' && skipped.push(workflowId) > 0,
    async startReconcile(period) {
      asked.push(period);
      return `reconcile-${period.fromSeconds}-${period.toSeconds}`;
    },
    async readReconcile(id) {
      if (!asked.some(({ fromSeconds, toSeconds }) => id === `reconcile-${fromSeconds}-${toSeconds}`)) return null;
      return (reconcile.length > 1 ? reconcile.shift() : reconcile[0]) ?? null;
    },
  };
}

function parkedProgress({ workflowId, callId, failure, steps }: ParkedCalls['calls'][number]): CallProgress {
  return {
    workflowId,
    runId: 'run-1',
    running: true,
    shown: { state: 'parked', failure },
    state: {
      callId: callId ?? 0,
      state: 'parked',
      qualification: 'inbound-answered',
      decisions: ['contact found', 'agent not matched: no teammate has this e-mail'],
      steps: { contact: { contact: 'found', contactId: 'crd_1' } },
      waitingFor: [],
      parked: steps ?? [],
    },
    outcome: null,
  };
}

function endedProgress({ workflowId }: ParkedCalls['calls'][number]): CallProgress {
  return {
    workflowId,
    runId: 'run-1',
    running: false,
    shown: { state: 'done', failure: null },
    state: null,
    outcome: null,
  };
}
