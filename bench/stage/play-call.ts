import type { CallScript } from '../../simulators/aircall/call-script.ts';
import type { AircallSimulator } from '../../simulators/aircall/start-aircall-simulator.ts';
import type { EventBody } from '../../simulators/aircall/webhooks/webhook-delivery.ts';

export interface PlayedCall {
  id: number;
  /** The events that Aircall would have sent, each with the data of its moment. */
  bodies: EventBody[];
}

/**
 * Plays a call that has ended just now. The simulator delivers nothing: the function returns what it would have sent.
 */
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

/** Posts a webhook. @returns its status @throws if there is no answer */
export async function postWebhook(serviceUrl: string, body: EventBody): Promise<number> {
  const response = await fetch(`${serviceUrl}/webhooks/aircall`, { method: 'POST', body: JSON.stringify(body) });
  await response.arrayBuffer();
  return response.status;
}
