import { setCurrentDetails, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { Qualification } from '../../src/domain/qualification.ts';
import {
  type CallOutcome,
  type CallState,
  type CallStateName,
  type CallWorkflowInput,
  type ParkedStep,
  type SearchAttributeName,
  state,
  toKeyword,
} from '../messages.ts';

export interface Progress {
  now(): CallState;
  /** The reason for closing, if there is one. */
  reason(): string | null;
  /** Calls the listener on each change of state. */
  onChange(listener: () => void): void;
  /** The call is in this conversation. */
  logged(conversationId: string): void;
  /** Records a decision and its reason, for the `state` query and the Web UI. */
  decide(text: string): void;
  /** The line is another than the run was started with. */
  nameLine(name: string): void;
  qualify(qualification: Qualification, agentName: string | null, next: CallStateName): void;
  enter(name: CallStateName): void;
  finish(step: string, result: unknown): void;
  /** Shows the reason of a wait until the wait is over. */
  awaiting<R>(what: string, wait: Promise<R>): Promise<R>;
  park(parked: ParkedStep): void;
  unpark(parked: ParkedStep): void;
  close(outcome: CallOutcome): CallOutcome;
}

/** For workflows that only show whether they are parked. */
export const noProgress: Pick<Progress, 'awaiting' | 'finish' | 'park' | 'unpark'> = {
  awaiting: (_what, wait) => wait,
  finish: () => {},
  park({ failure, message, remedy }) {
    setCurrentDetails(`**parked**: ${failure}: ${message}\n${remedy}`);
    showAttributes({ CallthreadState: 'parked', CallthreadFailure: failure });
  },
  unpark() {
    setCurrentDetails('');
    showAttributes({ CallthreadState: null, CallthreadFailure: null });
  },
};

/** Tracks the call's progress, answers the `state` query, and shows it in the Temporal Web UI. */
export function trackProgress(input: CallWorkflowInput): Progress {
  const now: CallState = {
    callId: input.callId,
    state: 'waiting',
    qualification: null,
    conversationId: input.previous?.thread?.conversationId ?? null,
    decisions: [],
    steps: {},
    waitingFor: [],
    parked: [],
  };
  let reason: string | null = null;
  let changed = (): void => {};
  const shown = (): CallState => ({ ...now, state: now.parked.length > 0 ? 'parked' : now.state });
  setHandler(state, shown);
  const known: Partial<Record<SearchAttributeName, string | null>> = {};
  const showState = (): void => {
    setCurrentDetails(detailsOf(now));
    const failure = now.parked[0]?.failure ?? null;
    showAttributes({ ...known, CallthreadState: shown().state, CallthreadFailure: failure });
  };
  const show = (): void => {
    showState();
    changed();
  };
  return {
    now: shown,
    reason: () => reason,
    onChange(listener) {
      changed = listener;
    },
    logged(conversationId) {
      now.conversationId = conversationId;
    },
    decide(text) {
      if (!now.decisions.includes(text)) now.decisions.push(text);
    },
    nameLine(name) {
      known.CallthreadLine = toKeyword(name);
    },
    // Logging takes seconds: the next change of the state, or a wait, shows these attributes too, at no action of their own.
    qualify(qualification, agentName, next) {
      now.qualification = qualification;
      now.state = next;
      known.CallthreadQualification = qualification;
      known.CallthreadAgent = agentName === null ? null : toKeyword(agentName);
      setCurrentDetails(detailsOf(now));
    },
    enter(name) {
      now.state = name;
      show();
    },
    finish(step, result) {
      now.steps[step] = result;
      setCurrentDetails(detailsOf(now));
    },
    async awaiting(what, wait) {
      now.waitingFor.push(what);
      if (now.state === 'waiting') setCurrentDetails(detailsOf(now));
      else showState();
      try {
        return await wait;
      } finally {
        now.waitingFor.splice(now.waitingFor.indexOf(what), 1);
      }
    },
    park(parked) {
      now.parked.push(parked);
      show();
    },
    unpark(parked) {
      now.parked.splice(now.parked.indexOf(parked), 1);
      show();
    },
    close(outcome) {
      reason = outcome.reason;
      if (reason !== null) now.decisions.push(reason);
      now.state = outcome.state;
      now.parked = [];
      show();
      return outcome;
    },
  };
}

/** Each upsert is a billed action: only changes are written, all in one. */
export function showAttributes(wanted: Partial<Record<SearchAttributeName, string | null>>): void {
  const shown = workflowInfo().searchAttributes as Record<string, string[] | undefined>;
  const changes = Object.entries(wanted).filter(([name, value]) => (shown[name]?.[0] ?? null) !== value);
  if (changes.length > 0) {
    upsertSearchAttributes(Object.fromEntries(changes.map(([name, value]) => [name, value === null ? [] : [value]])));
  }
}

/** Markdown for the Web UI. */
function detailsOf(now: CallState): string {
  return [
    `**${now.parked.length > 0 ? 'parked' : now.state}**${now.qualification === null ? '' : ` · ${now.qualification}`}`,
    ...now.parked.map(
      (parked) => `- **${parked.step}** failed: ${parked.failure}: ${parked.message}\n  What to do: ${parked.remedy}`,
    ),
    ...now.waitingFor.map((what) => `- waiting for ${what}`),
    ...Object.keys(now.steps).map((step) => `- done: ${step}`),
    ...now.decisions.map((decision) => `- ${decision}`),
  ].join('\n');
}
