import type { CallScript } from '../../simulators/aircall/call-script.ts';
import type { ChaosOptions } from './chaos-options.ts';
import { type Draw, drawFor } from './draw.ts';

/** The calls to play, and when. */
export interface PlannedCall {
  /** After the beginning of the run. */
  atMs: number;
  /** E.164, or `anonymous`. */
  caller: string;
  /** Without its beginning, which is set when it is played. */
  script: CallScript;
  /** How long ago the call ended when its events come, seconds. */
  endedAgoSeconds: number;
}

const lines = [50001, 50002, 50003, 50004, 50005] as const;
/** The third is no teammate in Front. */
const agents = [70001, 70002, 70003] as const;
const burst = 10;

/** The run's calls: ten at once of one unknown number, the others of about a third as many callers, one in 25 anonymous. */
export function planCalls({ seed, calls, comments, arrivalMs }: ChaosOptions): PlannedCall[] {
  const callers = Math.max(3, Math.ceil(calls / 3));
  return Array.from({ length: calls }, (_, index) => {
    const draw = drawFor(seed, 'call', index);
    const together = index < burst;
    const caller = together ? numberOf(0) : draw.chance(0.04) ? 'anonymous' : numberOf(draw.between(1, callers));
    const script = planScript(draw, caller, comments);
    const late = draw.chance(0.1) && script.recording?.availableAfterMs === 0;
    return {
      atMs: together ? 500 : draw.between(0, arrivalMs),
      caller,
      script,
      endedAgoSeconds: late ? 600 : draw.between(0, 2),
    };
  });
}

/** Numbers that the French authority keeps for fiction: +33 6 39 98 00 00 to 99 99. */
function numberOf(index: number): string {
  return `+3363998${String(index).padStart(4, '0')}`;
}

function planScript(draw: Draw, caller: string, comments: boolean): CallScript {
  const direction = caller !== 'anonymous' && draw.chance(0.3) ? 'outbound' : 'inbound';
  const answered = draw.chance(0.55);
  const head = { caller, line: draw.pick(lines), ringSeconds: draw.between(2, 30), agent: draw.pick(agents) };
  if (!answered) {
    const { agent, ...unanswered } = head;
    if (direction === 'outbound') return { direction, ...unanswered, agent };
    const reasons = [
      'agents_did_not_answer',
      'abandoned_in_ivr',
      'out_of_opening_hours',
      'no_available_agent',
    ] as const;
    const missed = { direction: 'inbound' as const, ...unanswered, missedReason: draw.pick(reasons) };
    return draw.chance(0.4) ? { ...missed, voicemail: planMedia(draw) } : missed;
  }
  const transfer = { by: head.agent, to: draw.pick(agents), succeeds: draw.chance(0.6) };
  return {
    direction,
    ...head,
    talkSeconds: draw.between(3, 60),
    recording: planMedia(draw),
    ...(draw.chance(0.15) && transfer.to !== transfer.by ? { transfer } : {}),
    ...(comments && draw.chance(0.35) ? { comments: planComments(draw) } : {}),
  };
}

/**
 * Available at once, or some seconds later on the simulator's clock (a hundred times ours), with or without an event.
 */
function planMedia(draw: Draw): NonNullable<CallScript['recording']> {
  const availableAfterMs = draw.pick([0, 0, 60_000, 300_000, 700_000]);
  return { availableAfterMs, event: draw.chance(0.7) };
}

function planComments(draw: Draw): NonNullable<CallScript['comments']> {
  return Array.from({ length: draw.between(1, 3) }, (_, index) => ({
    by: draw.pick(agents),
    content: `Note ${index + 1}: ${draw.between(100_000, 999_999)}`,
    afterEndMs: draw.between(1, 60) * 1000,
  }));
}
