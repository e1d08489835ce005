import { randomInt } from 'node:crypto';
import { type Agent as HttpAgent, request as requestHttp } from 'node:http';
import { type Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { StopSwitch } from '../stop-switch.ts';
import type { DeliveryAttempt, EventBody } from './webhook-delivery.ts';

/** The pools of connections; a request waits there for its turn, and its time does not run yet. */
export interface WebhookAgents {
  http: HttpAgent;
  https: HttpsAgent;
}

/**
 * One attempt, with the headers that Aircall's own requests carry; there is no signature. Redirects are not followed.
 * Never rejects.
 *
 * @param timeoutMs from the connection to the end of the answer
 * @param stopSwitch ends it from outside, which counts as unreachable
 */
export function postWebhook(
  url: string,
  body: EventBody,
  timeoutMs: number,
  agents: WebhookAgents,
  stopSwitch: StopSwitch,
): Promise<DeliveryAttempt> {
  const payload = Buffer.from(JSON.stringify(body));
  const options = { method: 'POST', headers: { ...headers(), 'content-length': payload.length } };
  const request = url.startsWith('https:')
    ? requestHttps(url, { ...options, agent: agents.https })
    : requestHttp(url, { ...options, agent: agents.http });
  return new Promise((resolve) => {
    let atMs = Date.now();
    let timer: NodeJS.Timeout | undefined;
    const forget = stopSwitch.onStop(() => request.destroy(new Error('stopped')));
    const end = (status: DeliveryAttempt['status']) => {
      clearTimeout(timer);
      forget();
      resolve({ atMs, durationMs: Date.now() - atMs, status });
    };
    request.once('socket', () => {
      atMs = Date.now();
      timer = setTimeout(() => {
        end('timeout');
        request.destroy();
      }, timeoutMs);
    });
    request.on('error', () => end('unreachable'));
    request.once('response', (response) => {
      response.on('error', () => end('unreachable'));
      response.once('end', () => end(response.statusCode ?? 0));
      response.resume();
    });
    request.end(payload);
  });
}

function headers(): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'axios/1.7.9',
    'aircall-origin': 'webhooks',
    'x-datadog-trace-id': String(randomInt(2 ** 47)),
    'x-datadog-parent-id': String(randomInt(2 ** 47)),
    'x-datadog-sampling-priority': '1',
  };
}
