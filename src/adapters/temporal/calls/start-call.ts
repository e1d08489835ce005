import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import type { SearchAttributeName } from '../../../../workflows/messages.ts';
import {
  aircallEvent,
  type CallOutcome,
  type CallStateName,
  type CallWorkflowInput,
  callWorkflowType,
} from '../../../../workflows/messages.ts';
import type { Call, Caller, Line } from '../../../domain/call.ts';
import { type CallEvent, isLate, saysSomethingNew } from '../../../domain/call-event.ts';
import { awaitsMedia, decide, mayHaveVoicemail } from '../../../domain/decide.ts';
import { callWorkflowId } from '../../../domain/ids.ts';
import { maskNumber } from '../../../domain/phone-number.ts';
import { type CallSettings, historySettings } from '../../../domain/settings.ts';
import { withTimeout } from '../connection/requests.ts';
import { readClosedRun } from './call-state.ts';
import { fewAtOnce } from './load-shedding.ts';
import { rememberTold } from './recent-events.ts';

/** Enough for hundreds of webhooks a second, and few enough that a Temporal that stores 16 a second meets their deadlines. */
const maxAtOnce = 40;

/** Hands what Aircall said of a call to the call's workflow. */
export interface CallStarter {
  /**
   * Starts the workflow of the call, or signals the one that is running, in one step of Temporal's. When the call's run
   * has closed before, another is started only if the event says something that is not in Front yet. What Temporal has
   * stored of the call already is not told again.
   * @returns once Temporal has stored the event; `ignored` when there was nothing to store
   * @throws {TemporalBusy} when too much else waits for Temporal, and whatever the client throws when Temporal has not
   * said so within the deadline; telling it again is safe
   */
  tell(event: CallEvent): Promise<'accepted' | 'ignored'>;
  /**
   * Starts the workflow of a call that Aircall lists, unless it runs or has come to its end. One that was ended from
   * outside (terminated, say) is started again: what it had written is looked up before it is written.
   * @returns whether it was started; false when Temporal knows the call
   */
  startMissing(event: CallEvent): Promise<boolean>;
}

interface CallStarterOptions {
  client: Client;
  taskQueue: string;
  /** Where a call that is late goes, so that live calls go first; without one, no call is late. */
  lateQueue?: string;
  /** Whether nobody takes calls up now: what is told meanwhile will be late, and must not stand before what comes after. */
  nobodyWorks?: () => Promise<boolean>;
  settingsFor: (line: Line) => CallSettings;
  /**
   * How long Temporal gets to store one event: when it is away, Aircall has its 503 within 3 s. A pause between two
   * attempts may outlast it: see `connectTemporal`, which keeps those short.
   */
  deadlineMs?: number;
  /** For one `tell` altogether, with its wait: Aircall gives up after 5 s. */
  budgetMs?: number;
}

export function createCallStarter(options: CallStarterOptions): CallStarter {
  const { client, taskQueue, lateQueue, settingsFor, deadlineMs = 2500, budgetMs = 3800 } = options;
  const { nobodyWorks = () => Promise.resolve(false) } = options;
  const queueFor = async ({ call }: CallEvent): Promise<string> =>
    lateQueue !== undefined && (isLate(call, Date.now()) || (await nobodyWorks())) ? lateQueue : taskQueue;
  const common = (event: CallEvent) => ({
    callId: event.call.id,
    settings: settingsFor(event.call.line),
    ...(lateQueue === undefined ? {} : { queues: { live: taskQueue, late: lateQueue } }),
  });
  const told = rememberTold();
  const inTurn = fewAtOnce({ maxAtOnce, budgetMs, attemptMs: deadlineMs });
  const isKnown = (event: CallEvent): boolean => told.isKnown(event, settingsFor(event.call.line));
  return {
    async tell(event) {
      if (isKnown(event)) return 'ignored';
      return await inTurn(async (leftMs) => {
        // A repeat may have been stored meanwhile.
        if (isKnown(event)) return 'ignored';
        const outcome = await withTimeout(client, leftMs, () => store(event));
        told.remember(event);
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

  /** @returns false when the policy forbids another run, and none is running */
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

async function unlessThere(start: () => Promise<unknown>): Promise<boolean> {
  try {
    await start();
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

/** Calls of long ago, for a workflow that starts theirs. */
export interface PastCalls {
  /** Whether Temporal knows a workflow of the call, one that runs or one that has closed. */
  isKnown(callId: number): Promise<boolean>;
  /** @returns what the call's run left behind; null when it runs, or was ended from outside */
  outcomeOf(callId: number): Promise<CallOutcome | null>;
  /** @returns what the call's workflow is started with, as plain data */
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

/** What the workflow of a call is started with, whoever starts it. */
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
 * The search attributes that a run starts with. What is known already is set here, free of charge: each change that the
 * workflow makes later is a billed action.
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
  return { key: defineSearchAttributeKey(name, 'KEYWORD'), value: keyword(value) };
}

/** Temporal's SQL visibility keeps a keyword in 255 characters; a longer one would hide the workflow from its lists. */
const longestKeyword = 255;

/** @returns the text as a search attribute's value; gRPC takes no half of a surrogate pair, so none is left. */
function keyword(text: string): string {
  return text.slice(0, longestKeyword).toWellFormed();
}

/** Temporal refuses a start whose summary is longer than 400 bytes: a letter may have three, and encryption adds up to 150. */
const longestLineName = 60;

/** @returns one line for Temporal's Web UI, where anybody may read it: the caller's number is shortened. */
function summarizeCall(call: Call, lineName: string): string {
  const line = lineName.replace(/\s+/g, ' ').slice(0, longestLineName).toWellFormed();
  const caller = nameCaller(call.caller);
  return call.direction === 'inbound' ? `Inbound call ${caller} → ${line}` : `Outbound call ${line} → ${caller}`;
}

function nameCaller(caller: Caller): string {
  if (caller.kind === 'number') return maskNumber(caller.e164);
  return caller.kind === 'anonymous' ? 'anonymous' : 'unreadable number';
}
