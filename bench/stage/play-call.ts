import type { CallScript } from '../../simulators/aircall/call-script.ts';
import type { AircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';
import type { EventBody } from '../../simulators/aircall/webhooks/webhook-delivery.ts';

export interface PlayedCall {
  id: number;
  /** What Aircall would have told of it, each event as it was when it happened. */
  bodies: EventBody[];
}

/** Plays a call that has ended just now. The stand-in tells nobody of it: what it would have sent is given back. */
export async function playCall(
  aircall: AircallSimulator,
  script: Omit<CallScript, 'startedAtSeconds'>,
): Promise<PlayedCall> {
  const tookSeconds = script.ringSeconds + (script.talkSeconds ?? 0);
  const startedAtSeconds = Math.floor(Date.now() / 1000) - tookSeconds;
  const id = await aircall.play({ ...script, startedAtSeconds });
  await aircall.endOf(id);
  const bodies = aircall.deliveries.filter(({ callId }) => callId === id).map(({ body }) => body);
  return { id, bodies };
}

/** Posts a webhook. @returns its status @throws when there is no answer */
export async function postWebhook(serviceUrl: string, body: EventBody): Promise<number> {
  const response = await fetch(`${serviceUrl}/webhooks/aircall`, { method: 'POST', body: JSON.stringify(body) });
  await response.arrayBuffer();
  return response.status;
}
