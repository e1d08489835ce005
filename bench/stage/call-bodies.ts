import type { AircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';
import type { EventBody } from '../../simulators/aircall/webhooks/webhook-delivery.ts';
import { playCall } from './play-call.ts';

/** Makes the `call.ended` of an answered call with a recording; it ended just now by default. */
export type MakeBody = (call: { id: number; caller: string; lineId?: number; endedAgoSeconds?: number }) => EventBody;

/**
 * Plays one such call and uses its webhook as the model of all others: playing thousands would keep the simulator busy.
 */
export async function modelBody(aircall: AircallSimulator): Promise<MakeBody> {
  const { bodies } = await playCall(aircall, {
    direction: 'inbound',
    caller: '+33639980000',
    line: Number([...aircall.state.numbers.keys()][0]),
    agent: 70001,
    ringSeconds: 5,
    talkSeconds: 60,
    recording: { availableAfterMs: 0 },
  });
  const model = bodies.find(({ event }) => event === 'call.ended');
  if (model === undefined) throw new Error('The simulator sent no call.ended');
  const { ended_at: modelEndedAt, number: modelLine } = model.data as { ended_at: number; number: { id: number } };
  return ({ id, caller, lineId = modelLine.id, endedAgoSeconds = 0 }) => {
    const endedAtSeconds = Math.floor(Date.now() / 1000) - endedAgoSeconds;
    const moved = (name: string): number => Number(model.data[name]) - modelEndedAt + endedAtSeconds;
    const line = aircall.state.numbers.get(lineId);
    return {
      ...model,
      timestamp: endedAtSeconds,
      data: {
        ...model.data,
        id,
        raw_digits: caller,
        started_at: moved('started_at'),
        answered_at: moved('answered_at'),
        ended_at: endedAtSeconds,
        number: { ...modelLine, id: lineId, name: line?.name ?? 'Line' },
      },
    };
  };
}

/** Ten thousand numbers that the French authority reserves for fiction. */
export function callerOf(index: number): string {
  return `+3363998${String(index % 10_000).padStart(4, '0')}`;
}
