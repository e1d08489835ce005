import type { AircallCall, AircallState } from '../aircall-state.ts';
import type { CallScript } from '../call-script.ts';
import { type CallPlan, type CallStep, secondsAt } from './call-step.ts';
import { planAgentWork } from './plan-agent-work.ts';
import { planEnding } from './plan-ending.ts';
import { planNotes } from './plan-notes.ts';
import { planRinging } from './plan-ringing.ts';
import { planTalk } from './plan-talk.ts';

/**
 * Everything that happens to the call, in order of time. The first step is call.created; call.hungup comes at the end of the
 * call and call.ended 30 s later, when Aircall has the data settled (its guide to webhooks).
 */
export function planCall(script: CallScript, call: AircallCall, state: AircallState): CallStep[] {
  const ringMs = script.ringSeconds * 1000;
  const endMs = ringMs + (script.talkSeconds ?? 0) * 1000;
  const plan: CallPlan = { script, call, state, ringMs, endMs };
  const steps: CallStep[] = [
    { atMs: 0, event: 'call.created' },
    ...planRinging(plan),
    ...(script.talkSeconds === undefined ? [] : planTalk(plan, script.talkSeconds * 1000)),
    { atMs: endMs, event: 'call.hungup', apply: () => hangUp(plan) },
    ...planEnding(plan),
    ...planAgentWork(plan),
    ...planNotes(plan),
  ];
  return steps.toSorted((a, b) => a.atMs - b.atMs);
}

function hangUp({ call, endMs, script }: CallPlan): void {
  call.status = 'done';
  call.endedAtSeconds = secondsAt(call, endMs);
  call.ringingAgentId = null;
  const missed = script.direction === 'inbound' && script.talkSeconds === undefined;
  call.missedReason =
    script.missedReason === undefined ? (missed ? 'agents_did_not_answer' : null) : script.missedReason;
}
