import type { CallScript } from '../call-script.ts';
import { type CallPlan, type CallStep, secondsAt } from './call-step.ts';

/** From the answer to the hang-up: hold, and the transfer in the middle. */
export function planTalk({ script, call, state, ringMs }: CallPlan, talkMs: number): CallStep[] {
  return [
    { atMs: ringMs, event: 'call.answered', apply: answer },
    ...(script.hold === true ? [momentAt(0.2, 'call.hold'), momentAt(0.3, 'call.unhold')] : []),
    ...(script.transfer === undefined ? [] : passOn(script.transfer)),
  ];

  function answer(): void {
    call.status = 'answered';
    call.answeredAtSeconds = secondsAt(call, ringMs);
    call.ringingAgentId = null;
    if (script.agent !== undefined) speak(script.agent);
  }

  /**
   * `transferred_*` are set when the call is transferred and never removed: after a failure later events still have
   * them (seen in captured deliveries). The agent who answers becomes `user`, without a second call.answered.
   */
  function passOn(transfer: NonNullable<CallScript['transfer']>): CallStep[] {
    const { by, to, succeeds, toTeam, external } = transfer;
    const failure = succeeds ? [] : [momentAt(0.7, 'call.unsuccessful_transfer', () => (call.ringingAgentId = null))];
    if (external !== undefined) {
      const left = momentAt(0.5, 'call.external_transferred', () => {
        call.transferredById = by;
        call.externalTransferredTo = external;
      });
      return [left, ...failure];
    }
    const left = momentAt(0.5, 'call.transferred', () => {
      call.transferredById = by;
      call.transferredToId = (toTeam === undefined ? undefined : state.teams.get(toTeam)?.userIds[0]) ?? to;
    });
    const rings = momentAt(0.6, 'call.ringing_on_agent', () => (call.ringingAgentId = to));
    const pickedUp = { atMs: ringMs + talkMs * 0.7, apply: () => speak(to) };
    return [left, rings, ...(succeeds ? [pickedUp] : failure)];
  }

  function speak(agentId: number): void {
    call.agentId = agentId;
    call.ringingAgentId = null;
    if (!call.speakerIds.includes(agentId)) call.speakerIds.push(agentId);
  }

  function momentAt(fraction: number, event: string, apply: () => void = () => undefined): CallStep {
    return { atMs: ringMs + talkMs * fraction, event, apply };
  }
}
