import { type Request, Router } from 'express';
import { z } from 'zod';
import type { Answer, Answered } from '../../adapters/temporal/answer-parked.ts';
import type { LedgerCall } from '../../domain/ledger-call.ts';
import { requireJson } from '../body.ts';
import { answerMethodNotAllowed, HttpProblem } from '../problem.ts';
import { askingTemporal } from './backends.ts';
import { CallId } from './calls.ts';
import type { AdminDeps } from './deps.ts';
import { readInput } from './filters.ts';

const mostListed = 100;

/** `GET /parked`: what waits for a person by Temporal's word, with what the ledger knows of those calls. */
export function parkedRoutes({ calls, ledger, log }: AdminDeps): Router {
  const router = Router();
  router
    .route('/parked')
    .get(async (request, response) => {
      readInput(z.strictObject({}), request.query);
      const parked = await askingTemporal(() => calls.listParked(mostListed));
      const known = await knownCalls(parked.calls.flatMap(({ callId }) => callId ?? []));
      const listed = parked.calls.map((each) => ({ ...each, call: known.get(each.callId ?? 0) ?? null }));
      response.json({ ...parked, calls: listed });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;

  /** The list is worth having without the names. */
  async function knownCalls(ids: number[]): Promise<Map<number, LedgerCall>> {
    if (ledger === null) return new Map();
    try {
      const found = await Promise.all(ids.map((id) => ledger.find(id)));
      return new Map(found.flatMap((call) => (call === null ? [] : [[call.id, call]])));
    } catch (error) {
      log.warn({ err: error }, 'the ledger did not tell the callers of parked calls');
      return new Map();
    }
  }
}

const mostAtOnce = 500;

const inbox = z
  .string({ error: 'is a text: the name of an inbox, or its inb_ id.' })
  .trim()
  .min(1, { error: 'is empty. Write the name of an inbox, or its inb_ id; or leave it out.' })
  .max(200, { error: 'is longer than any name of an inbox.' })
  .optional();
const ids = z
  .array(
    z
      .string()
      // Temporal refuses half a character in an id, and takes it for a fault.
      .regex(/^(?:call|archive|backfill)-[!-~]{1,200}$/, { error: 'is not the id of a workflow, as call-812345678.' }),
    { error: 'is a list of ids of workflows, as ["call-812345678"].' },
  )
  .min(1, { error: 'is empty.' })
  .max(mostAtOnce, { error: `has too many: ${mostAtOnce} at most. To answer all, write "all": true instead.` })
  .optional();
const failure = z
  .string({ error: 'is a text.' })
  .regex(/^\w{1,100}$/, { error: 'is not a type of failure. Write one as FrontUnauthorized.' })
  .optional();
const all = z.literal(true, { error: 'is true, or left out.' }).optional();
const which = { ids, failure, all };

const bodies = {
  retry: { one: z.strictObject({ inbox }), some: z.strictObject({ inbox, ...which }) },
  skip: { one: z.strictObject({}), some: z.strictObject(which) },
};

const refusals: Record<Exclude<Answered, 'answered'>, { status: number; detail: string }> = {
  unknown: {
    status: 404,
    detail: 'Temporal knows no such call: no webhook has told of it, or it was done longer ago than Temporal keeps.',
  },
  closed: { status: 409, detail: 'The call is done: nothing is left to be answered.' },
  'not parked': { status: 409, detail: 'The call is not parked: nothing is to be tried again.' },
};

/** `POST /calls/:id/retry|skip` for one call, `POST /parked/retry|skip` for some, those of a failure, or (if it says so) all. */
export function answerRoutes({ calls, log }: Pick<AdminDeps, 'calls' | 'log'>): Router {
  const router = Router();
  for (const kind of ['retry', 'skip'] as const) {
    router
      .route(`/calls/:id/${kind}`)
      .post(requireJson, async (request, response) => {
        const { id } = readInput(CallId, request.params);
        const answer = toAnswer(kind, readInput(bodies[kind].one, bodyOf(request)));
        const answered = await askingTemporal(() => calls.answerOne(id, answer));
        if (answered !== 'answered') throw new HttpProblem(refusals[answered]);
        log.info({ callId: id, answer: kind }, 'a person answered a call');
        response.json({ status: 'answered' });
      })
      .all(answerMethodNotAllowed('POST'));
    router
      .route(`/parked/${kind}`)
      .post(requireJson, async (request, response) => {
        const asked = readInput(bodies[kind].some, bodyOf(request));
        requireOneOf(asked);
        const { ids: those, failure: type } = asked;
        const answer = toAnswer(kind, 'inbox' in asked ? asked : {});
        const outcome = await askingTemporal(() =>
          those === undefined ? calls.answerAll(answer, type) : calls.answerThese(those, answer),
        );
        log.info({ answer: kind, failure: type, ...outcome }, 'a person answered parked calls');
        response.json(outcome);
      })
      .all(answerMethodNotAllowed('POST'));
  }
  return router;
}

function toAnswer(kind: Answer['kind'], { inbox: other }: { inbox?: string | undefined }): Answer {
  return kind === 'skip' ? { kind } : { kind, correction: other === undefined ? {} : { inbox: other } };
}

/** Nobody answers everything by leaving something out. @throws {HttpProblem} 400 */
function requireOneOf(asked: Partial<Record<keyof typeof which, unknown>>): void {
  const [first, second] = (['ids', 'failure', 'all'] as const).filter((name) => asked[name] !== undefined);
  if (first === undefined) {
    const detail = 'all: say which calls: write "ids", or "failure", or "all": true.';
    throw new HttpProblem({ status: 400, detail, field: 'all' });
  }
  if (second !== undefined) {
    const detail = `${second}: goes without "${first}". Leave one of them out.`;
    throw new HttpProblem({ status: 400, detail, field: second });
  }
}

function bodyOf(request: Request): unknown {
  return request.body === undefined ? {} : request.body;
}
