import { type CallPlan, type CallStep, secondsAt } from './call-step.ts';

/** Reasons for which no agent's phone ever rang. */
const unrung = new Set(['out_of_opening_hours', 'abandoned_in_ivr', 'no_available_agent']);

/**
 * From the start to the answer: the caller's choice in the IVR, then the agents it rings. An outbound call rings no
 * agent.
 */
export function planRinging({ script, call, state, ringMs }: CallPlan): CallStep[] {
  if (script.direction === 'outbound') return [];
  const ringsAtMs = script.ivr === true ? ringMs * 0.6 : Math.min(1000, ringMs / 2);
  return [
    ...(script.ivr === true ? [chooseOption()] : []),
    ...(script.declinedBy ?? []).flatMap(decline),
    ...(unrung.has(script.missedReason ?? '') ? [] : rungAgents().map((agentId) => ring(agentId, ringsAtMs))),
  ];

  function chooseOption(): CallStep {
    const atMs = ringMs * 0.4;
    const chosenAt = isoAt(atMs);
    const option = { id: 'ivr-opt-1', title: 'Billing', key: '2', branch: 'Billing', created_at: chosenAt };
    const transition = { transition_started_at: isoAt(atMs - 1000), transition_ended_at: chosenAt };
    return {
      atMs,
      event: 'call.ivr_option_selected',
      apply: () => call.ivrOptions.push({ ...option, ...transition }),
    };
  }

  function ring(agentId: number, atMs: number): CallStep {
    return { atMs, event: 'call.ringing_on_agent', apply: () => (call.ringingAgentId = agentId) };
  }

  function decline(agentId: number): CallStep[] {
    const declinedAtMs = ringsAtMs + (ringMs - ringsAtMs) / 2;
    const declined = { atMs: declinedAtMs, event: 'call.agent_declined', apply: () => (call.ringingAgentId = agentId) };
    return [ring(agentId, ringsAtMs), declined];
  }

  /** The one who talks; on a missed call the one meant, else everybody in the teams. */
  function rungAgents(): number[] {
    if (script.agent !== undefined) return [script.agent];
    const declined = new Set(script.declinedBy);
    const members = (script.teams ?? []).flatMap((id) => state.teams.get(id)?.userIds ?? []);
    return [...new Set(members)].filter((id) => !declined.has(id));
  }

  function isoAt(atMs: number): string {
    return new Date(secondsAt(call, Math.max(0, atMs)) * 1000).toISOString();
  }
}
