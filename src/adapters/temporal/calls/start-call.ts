import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import {
  aircallEvent,
  type CallOutcome,
  type CallStateName,
  type CallWorkflowInput,
  callWorkflowType,
  type SearchAttributeName,
  toKeyword,
} from '../../../../workflows/messages.ts';
import type { Call, Caller, Line } from '../../../domain/call.ts';
import { type CallEvent, isLate, saysSomethingNew } from '../../../domain/call-event.ts';
import { awaitsMedia, decide, mayHaveVoicemail } from '../../../domain/decide.ts';
import { callWorkflowId } from '../../../domain/ids.ts';
import { maskNumber } from '../../../domain/phone-number.ts';
import { type CallSettings, historySettings } from '../../../domain/settings.ts';
import { withTimeout } from '../connection/requests.ts';
import { readClosedRun } from './call-state.ts';
import { createLoadShedder } from './load-shedding.ts';
import { createEventDeduplicator } from './recent-events.ts';

/** Enough for hundreds of webhooks a second, and few enough that a Temporal that stores 16 a second meets their deadlines. */
const maxAtOnce = 40;

/** Delivers events of calls to their workflows. */
export interface CallStarter {
  /**
   * Starts the call's workflow or signals the running one (signal-with-start). When the call's last run has closed, another
   * starts only if the event adds something that is not in Front yet. Known events are not sent again.
   * @returns once Temporal has stored the event; `ignored` when there was nothing to store
   * @throws {TemporalOverloaded} when too many requests wait for Temporal, and errors of the client when Temporal did not
   * answer in time; delivering the event again is safe
   */
  deliver(event: CallEvent): Promise<'accepted' | 'ignored'>;
  /**
   * Starts the workflow of a call that Aircall lists, unless it runs or has completed. One that was terminated is started
   * again, and looks up what its earlier run wrote before it writes.
   * @returns false when Temporal knows the call
   */
  startMissing(event: CallEvent): Promise<boolean>;
}

interface CallStarterOptions {
  client: Client;
  taskQueue: string;
  /** The queue of late calls, so that live calls go first; without one, no call is late. */
  lateQueue?: string;
  /** True if no worker polls: events received now go to the late queue, so that they do not delay newer calls. */
  hasNoWorker?: () => Promise<boolean>;
  settingsFor: (line: Line) => CallSettings;
  /**
   * How long Temporal gets to store one event: when it is down, Aircall gets its 503 within 3 s. A pause between two
   * attempts may outlast it: `connectTemporal` keeps those short.
   */
  deadlineMs?: number;
  /** For one delivery including its wait: Aircall gives up after 5 s. */
  budgetMs?: number;
}

export function createCallStarter(options: CallStarterOptions): CallStarter {
  const { client, taskQueue, lateQueue, settingsFor, deadlineMs = 2500, budgetMs = 3800 } = options;
  const { hasNoWorker = () => Promise.resolve(false) } = options;
  const queueFor = async ({ call }: CallEvent): Promise<string> =>
    lateQueue !== undefined && (isLate(call, Date.now()) || (await hasNoWorker())) ? lateQueue : taskQueue;
  const common = (event: CallEvent) => ({
    callId: event.call.id,
    settings: settingsFor(event.call.line),
    ...(lateQueue === undefined ? {} : { queues: { live: taskQueue, late: lateQueue } }),
  });
  const recent = createEventDeduplicator();
  const shedLoad = createLoadShedder({ maxAtOnce, budgetMs, attemptMs: deadlineMs });
  const isKnown = (event: CallEvent): boolean => recent.isKnown(event, settingsFor(event.call.line));
  return {
    async deliver(event) {
      if (isKnown(event)) return 'ignored';
      return await shedLoad(async (leftMs) => {
        // A repeat may have been stored in the meantime.
        if (isKnown(event)) return 'ignored';
        const outcome = await withTimeout(client, leftMs, () => store(event));
        recent.remember(event);
        return outcome;
      });
    },
    async startMissing(event) {
      const input = { ...common(event), event, again: true };
      return await unlessThere(async () =>
        client.workflow.start(callWorkflowType, {
          ...firstRun(event, input),
          taskQueue: await queueFor(event),
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
        }),
      );
    },
  };

  async function store(event: CallEvent): Promise<'accepted' | 'ignored'> {
    const input = common(event);
    if (await signal(event, input, WorkflowIdReusePolicy.REJECT_DUPLICATE)) return 'accepted';
    const closed = await readClosedRun(client, callWorkflowId(input.callId));
    if (closed === 'running') return await store(event);
    if (closed.outcome !== null && !saysSomethingNew(event, closed.outcome, input.settings)) return 'ignored';
    const earlier = closed.outcome === null ? { again: true } : { previous: closed.outcome };
    await signal(event, { ...input, ...earlier }, WorkflowIdReusePolicy.ALLOW_DUPLICATE);
    return 'accepted';
  }

  /** @returns false when no run is open and the policy forbids another */
  async function signal(event: CallEvent, input: CallWorkflowInput, policy: WorkflowIdReusePolicy): Promise<boolean> {
    return await unlessThere(async () =>
      client.workflow.signalWithStart(callWorkflowType, {
        ...firstRun(event, input),
        taskQueue: await queueFor(event),
        signal: aircallEvent,
        signalArgs: [event],
        workflowIdReusePolicy: policy,
      }),
    );
  }
}

/** Starts a workflow. @returns false when the policy of its id forbids that */
export async function unlessThere(start: () => Promise<unknown>): Promise<boolean> {
  try {
    await start();
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

/** Past calls, for a backfill that starts their workflows. */
export interface PastCalls {
  /** Whether Temporal knows an open or closed workflow of the call. */
  isKnown(callId: number): Promise<boolean>;
  /** @returns the outcome of the call's last run; null while it runs, and when it was terminated */
  outcomeOf(callId: number): Promise<CallOutcome | null>;
  /** @returns the start options of the call's workflow, as plain data */
  describe(event: CallEvent): PastCall;
}

interface PastCall {
  callId: number;
  settings: CallSettings;
  event: CallEvent;
  summary: string;
  attributes: Record<string, string>;
}

export function createPastCalls(client: Client, settingsFor: (line: Line) => CallSettings): PastCalls {
  return {
    async isKnown(callId) {
      try {
        await client.workflow.getHandle(callWorkflowId(callId)).describe();
        return true;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      }
    },
    async outcomeOf(callId) {
      const closed = await readClosedRun(client, callWorkflowId(callId));
      return closed === 'running' ? null : closed.outcome;
    },
    describe(event) {
      const { id: callId, line } = event.call;
      const settings = historySettings(settingsFor(line));
      const { staticSummary, typedSearchAttributes } = firstRun(event, { callId, settings, event });
      const attributes = typedSearchAttributes.map(({ key, value }) => [key.name, String(value)]);
      return { callId, settings, event, summary: staticSummary, attributes: Object.fromEntries(attributes) };
    },
  };
}

/** The start options of a call's workflow. */
function firstRun(
  event: CallEvent,
  input: CallWorkflowInput,
): {
  workflowId: string;
  args: [CallWorkflowInput];
  typedSearchAttributes: SearchAttributePair[];
  staticSummary: string;
} {
  return {
    workflowId: callWorkflowId(input.callId),
    args: [input],
    typedSearchAttributes: firstAttributes(event, input),
    staticSummary: summarizeCall(event.call, input.settings.lineName),
  };
}

/**
 * The search attributes that a run starts with. Known values are set here, free of charge: each later change by the
 * workflow is a billed action.
 */
function firstAttributes({ name, call }: CallEvent, { settings, previous }: CallWorkflowInput): SearchAttributePair[] {
  const line = pair('CallthreadLine', settings.lineName);
  const agent = call.agent?.name ? [pair('CallthreadAgent', call.agent.name)] : [];
  if (previous?.qualification) {
    const next = awaitsMedia(call, previous.entries, settings) ? 'media' : 'done';
    return [state(next), pair('CallthreadQualification', previous.qualification), line, ...agent];
  }
  const ended = name === 'fetched' || (name === 'call.ended' && !(mayHaveVoicemail(call) && !call.voicemailLeft));
  const decision = decide(call, settings);
  if (!ended || !decision.log) return [state('waiting'), line];
  return [state('logging'), pair('CallthreadQualification', decision.qualification), line, ...agent];
}

function state(name: CallStateName): SearchAttributePair {
  return pair('CallthreadState', name);
}

function pair(name: SearchAttributeName, value: string): SearchAttributePair {
  return { key: defineSearchAttributeKey(name, 'KEYWORD'), value: toKeyword(value) };
}

/** Temporal refuses a summary of over 400 bytes: a letter may have three, and encryption adds up to 150. */
const maxLineNameLength = 60;

/** @returns one line for Temporal's Web UI; the caller's number is masked, since every user can read it */
function summarizeCall(call: Call, lineName: string): string {
  const line = lineName.replace(/\s+/g, ' ').slice(0, maxLineNameLength).toWellFormed();
  const caller = nameCaller(call.caller);
  return call.direction === 'inbound' ? `Inbound call ${caller} → ${line}` : `Outbound call ${line} → ${caller}`;
}

function nameCaller(caller: Caller): string {
  if (caller.kind === 'number') return maskNumber(caller.e164);
  return caller.kind === 'anonymous' ? 'anonymous' : 'unreadable number';
}
