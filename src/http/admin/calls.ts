import { Router } from 'express';
import { z } from 'zod';
import type { CallProgress } from '../../adapters/temporal/calls/call-state.ts';
import { type LedgerCall, ledgerStates } from '../../domain/ledger-call.ts';
import { qualifications } from '../../domain/qualification.ts';
import { textsIn } from '../../texts/texts.ts';
import { answerMethodNotAllowed, HttpProblem } from '../problem.ts';
import { readCall, withLedger } from './backends.ts';
import { addDays, dayAt, startOfDay } from './days.ts';
import type { AdminDeps } from './deps.ts';
import { choices, day, directions, readInput, toFilter } from './filters.ts';

const maxCalls = 200;
const notLimit = { error: `is not a whole number from 1 to ${maxCalls}.` };
const CallsQuery = z.strictObject({
  ...choices,
  from: day.optional(),
  to: day.optional(),
  limit: z.coerce.number(notLimit).int(notLimit).min(1, notLimit).max(maxCalls, notLimit).default(50),
  after: z
    .string({ error: 'may be given only once.' })
    .max(300, { error: 'is invalid. Use the "next" of the previous page, or leave it out.' })
    .optional(),
});

export const CallId = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, { error: "is not a call id. Use the digits of Aircall's call id." })
    .transform(Number),
});

/**
 * `GET /calls` from the ledger, `GET /calls/:id` with the state of the call's workflow as well, and `GET
 * /calls/:id/summary` from Aircall: its text is stored nowhere.
 */
export function callsRoutes({ ledger, calls, links, readSummary, timezone }: AdminDeps): Router {
  const router = Router();
  router
    .route('/calls')
    .get(async (request, response) => {
      const { from, to, limit, after, ...chosen } = readInput(CallsQuery, request.query);
      if (from !== undefined && to !== undefined && from > to) {
        const detail = `to: ${to} is before ${from}. Put the earlier day in "from".`;
        throw new HttpProblem({ status: 400, detail, field: 'to' });
      }
      const filter = {
        ...toFilter(chosen),
        ...(from === undefined ? {} : { fromSeconds: startOfDay(from, timezone) }),
        ...(to === undefined ? {} : { toSeconds: startOfDay(addDays(to, 1), timezone) }),
      };
      const page = { limit, ...(after === undefined ? {} : { after }) };
      response.json(await withLedger(ledger, (of) => of.list(filter, page)));
    })
    .all(answerMethodNotAllowed('GET, HEAD'));

  router
    .route('/calls/:id')
    .get(async (request, response) => {
      const { id } = readInput(CallId, request.params);
      const found = await readCall(ledger, calls, id);
      const everyoneSaid = found.reached && (found.ledgerReached || ledger === null);
      if (everyoneSaid && found.call === null && found.progress === null) {
        throw new HttpProblem({
          status: 404,
          detail: `Call ${id} is unknown. Check Aircall's call id; "Find missing calls" looks for calls that no webhook reported.`,
        });
      }
      response.json({ ...found, links: linksOf(links, id, found.call, found.progress) });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));

  router
    .route('/calls/:id/summary')
    .get(async (request, response) => {
      const { id } = readInput(CallId, request.params);
      response.json({ summary: await readSummary(id) });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}

/** Where else a call can be viewed; null if it cannot, or the address is not configured. */
interface CallLinks {
  front: string | null;
  recording: string | null;
  voicemail: string | null;
  temporal: string | null;
}

/** @returns the http(s) addresses for one call */
function linksOf(
  { front, aircall, temporalUi }: AdminDeps['links'],
  id: number,
  call: LedgerCall | null,
  progress: CallProgress | null,
): CallLinks {
  const conversationId = call?.conversationId ?? progress?.outcome?.thread?.conversationId ?? null;
  const media = (kind: 'recording' | 'voicemail'): string | null =>
    call?.[kind] === 'there' ? fill(aircall, { id: String(id), media: kind }) : null;
  return {
    front: conversationId === null ? null : fill(front, { id: conversationId }),
    recording: media('recording'),
    voicemail: media('voicemail'),
    temporal: progress === null ? null : fill(temporalUi, { workflowId: progress.workflowId, runId: progress.runId }),
  };
}

function fill(template: string | null, words: Record<string, string>): string | null {
  if (template === null) return null;
  const address = template.replace(/\{(\w+)\}/g, (_whole, word: string) => encodeURIComponent(words[word] ?? ''));
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? address : null;
}

/** `GET /me`: settings for the pages; `GET /choices`: the options of their filters. */
export function meRoutes({ ledger, language, timezone, version, nowMs = Date.now }: AdminDeps): Router {
  const router = Router();
  router
    .route('/me')
    .get((_request, response) => {
      const { qualification } = textsIn(language).entries;
      const today = dayAt(nowMs(), timezone);
      response.json({ language, timezone, version, today, ledger: ledger !== null, qualification });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  router
    .route('/choices')
    .get(async (_request, response) => {
      const { lines, agents } = await withLedger(ledger, (of) => of.choices());
      response.json({ lines, agents, states: ledgerStates, directions, qualifications });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;
}
