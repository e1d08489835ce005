import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Call, Line } from '../../domain/call.ts';
import type { CardItem } from '../../domain/card/card.ts';
import { nullIfRefused } from '../http/errors.ts';
import { sendRequest } from '../http/request.ts';
import { createSlidingWindow } from '../http/sliding-window.ts';
import { createAgents } from './agents.ts';
import { createNotes } from './notes.ts';
import { type AircallAccess, createRequestAircall, listAll, Paged, pageQuery } from './request.ts';
import { CallData, PayloadInvalid, readShape } from './schema.ts';
import { type Media, readLines, readMedia, toCall } from './to-call.ts';
import { createWebhooks } from './webhooks.ts';

interface CallPage {
  calls: Call[];
  /** For each undocumented call body, the field and the fault; the other calls are read all the same. */
  unreadable: string[];
  /** null on the last page. */
  nextPage: number | null;
  /** Aircall's own count; it lists no more than 10,000, and says nothing of the rest. */
  total: number | null;
}

/**
 * Aircall's REST API, as far as it is used. Each function makes one request, a list one for each page of 50; all throw what
 * `createRequestAircall` says.
 */
export interface AircallClient
  extends ReturnType<typeof createWebhooks>,
    ReturnType<typeof createAgents>,
    ReturnType<typeof createNotes> {
  /** @returns the call as Aircall knows it now, with fresh media addresses; null when it has no such call, or refuses the question */
  getCall(id: number): Promise<{ call: Call; media: Media } | null>;
  /** @returns a page (50) of the calls created in the time, oldest first; Aircall's lists go six months back. */
  listCalls(query: { fromSeconds: number; toSeconds: number; page: number }): Promise<CallPage>;
  /** Shows the card in the window of the agents whose phone rings. Another one may add to it, so it is sent once. */
  showCard(callId: number, items: readonly CardItem[]): Promise<void>;
  /** @returns the company's lines */
  listLines(): Promise<Line[]>;
  /** Returns when the address, the id and the token are right. */
  ping(): Promise<void>;
}

const OneCall = z.object({ call: z.unknown() });
const ManyCalls = Paged.extend({ calls: z.array(z.unknown()) });
const Pong = z.object({ ping: z.literal('pong') });

/** Without `fetch_contact` Aircall's REST answers have no contact. */
const withContact = { fetch_contact: 'true' };

/** Look-ups in the background leave half of Aircall's 120 requests a minute to the company's other integrations. */
const pacedPerMinute = 60;

interface Pace {
  /** How many workers share it, this one included. */
  workers: () => number;
  /** The signal that ends a wait, as of the activity that waits. */
  cancellation?: () => AbortSignal | undefined;
  windowMs?: number;
}

/** @param pace of look-ups; without it they are sent at once */
export function createAircallClient(access: AircallAccess, pace?: Pace): AircallClient {
  const ask = createRequestAircall(access);
  const next = pace === undefined ? async () => {} : createPace(pace);
  return {
    ...createWebhooks(ask),
    ...createAgents(ask),
    ...createNotes(ask),
    async getCall(id) {
      const request = { operation: 'get-call', path: `/v1/calls/${id}`, query: withContact };
      await next();
      const found = ask(request, (body) => {
        const data = readShape(OneCall, body).call;
        const { recordingUrl, voicemailUrl, assetUrl } = readMedia(readShape(CallData, data, 'call'));
        return { call: toCall(data, 'call'), media: { recordingUrl, voicemailUrl, assetUrl } };
      });
      return await found.catch(nullIfRefused);
    },
    async listCalls({ fromSeconds, toSeconds, page }) {
      await next();
      const range = { from: String(fromSeconds), to: String(toSeconds), order: 'asc' };
      const query = { ...range, ...pageQuery(page), ...withContact };
      return await ask({ operation: 'list-calls', path: '/v1/calls', query }, (body) => {
        const { calls, meta } = readShape(ManyCalls, body);
        return {
          ...readCalls(calls),
          nextPage: meta?.next_page_link ? page + 1 : null,
          total: meta?.total ?? null,
        };
      });
    },
    async showCard(callId, items) {
      const contents = items.map(({ label, text, link }) => ({
        ...(label === null ? { type: 'title' } : { type: 'shortText', label }),
        text,
        ...(link === undefined ? {} : { link }),
      }));
      const path = `/v1/calls/${callId}/insight_cards`;
      await ask({ operation: 'create-insight-card', method: 'POST', path, json: { contents } }, () => null);
    },
    listLines() {
      return listAll(ask, { operation: 'list-numbers', path: '/v1/numbers' }, readLines);
    },
    async ping() {
      await ask({ operation: 'ping', path: '/v1/ping' }, (body) => readShape(Pong, body));
    },
  };
}

/** @returns a function that resolves when the next look-up may be sent, in the order of its calls; it rejects when cancelled */
function createPace({ workers, cancellation, windowMs = 60_000 }: Pace): () => Promise<void> {
  const window = createSlidingWindow(windowMs, () => ({
    max: Math.max(1, Math.floor(pacedPerMinute / Math.max(1, workers()))),
    risesAtMs: Number.POSITIVE_INFINITY,
  }));
  let last = Promise.resolve();
  const wait = async (signal: AbortSignal | undefined): Promise<void> => {
    for (;;) {
      signal?.throwIfAborted();
      const waitMs = window.waitMs(performance.now());
      if (waitMs <= 0) break;
      // A cancellation ends it, and is thrown above with its own reason.
      await sleep(waitMs, undefined, signal && { signal }).catch(() => {});
    }
    const nowMs = performance.now();
    window.begin(nowMs)(nowMs);
  };
  return async () => {
    const signal = cancellation?.();
    const waited = last.then(() => wait(signal));
    last = waited.catch(() => {});
    await waited;
  };
}

function readCalls(bodies: unknown[]): Pick<CallPage, 'calls' | 'unreadable'> {
  const calls: Call[] = [];
  const unreadable: string[] = [];
  for (const [index, body] of bodies.entries()) {
    try {
      calls.push(toCall(body, `calls.${index}`));
    } catch (error) {
      if (!(error instanceof PayloadInvalid)) throw error;
      unreadable.push(error.message);
    }
  }
  return { calls, unreadable };
}

/**
 * Aircall's clock, by the `date` of an answer that needs no key.
 * @param apiUrl without the version
 * @returns UNIX milliseconds; null when the answer has no date
 * @throws {NoResponse} without an answer
 */
export async function readClock(apiUrl: string, timeoutMs = 8000): Promise<number | null> {
  const answer = await sendRequest({
    vendor: 'Aircall',
    operation: 'ping',
    method: 'GET',
    url: `${apiUrl.replace(/\/+$/, '')}/v1/ping`,
    headers: {},
    timeoutMs,
  });
  const dateMs = Date.parse(answer.header('date') ?? '');
  return Number.isNaN(dateMs) ? null : dateMs;
}
