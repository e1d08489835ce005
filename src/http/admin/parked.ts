import { type Request, Router } from 'express';
import { z } from 'zod';
import type { Answer, Answered } from '../../adapters/temporal/calls/answer-parked.ts';
import { isParkableId } from '../../domain/ids.ts';
import type { LedgerCall } from '../../domain/ledger-call.ts';
import { requireJson } from '../body.ts';
import { answerMethodNotAllowed, HttpProblem } from '../problem.ts';
import { withTemporal } from './backends.ts';
import { CallId } from './calls.ts';
import type { AdminDeps } from './deps.ts';
import { readInput } from './filters.ts';

const maxListed = 100;

/** `GET /parked`: workflows that wait for a person, from Temporal, with their calls from the ledger. */
export function parkedRoutes({ calls, ledger, log }: AdminDeps): Router {
  const router = Router();
  router
    .route('/parked')
    .get(async (request, response) => {
      readInput(z.strictObject({}), request.query);
      const parked = await withTemporal(() => calls.listParked(maxListed));
      const known = await knownCalls(parked.calls.flatMap(({ callId }) => callId ?? []));
      const listed = parked.calls.map((each) => ({ ...each, call: known.get(each.callId ?? 0) ?? null }));
      response.json({ ...parked, calls: listed });
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  return router;

  /** The list is useful without names, too. */
  async function knownCalls(ids: number[]): Promise<Map<number, LedgerCall>> {
    if (ledger === null) return new Map();
    try {
      const found = await Promise.all(ids.map((id) => ledger.find(id)));
      return new Map(found.flatMap((call) => (call === null ? [] : [[call.id, call]])));
    } catch (error) {
      log.warn({ err: error }, 'the ledger is away: parked calls are listed without callers');
      return new Map();
    }
  }
}

const maxIds = 500;

const inbox = z
  .string({ error: 'must be text: the name of an inbox, or its inb_ id.' })
  .trim()
  .min(1, { error: 'is empty. Use the name of an inbox or its inb_ id, or leave it out.' })
  .max(200, { error: 'is too long for the name of an inbox.' })
  .optional();
const notId = { error: 'is not a workflow id like call-812345678.' };
const ids = z
  .array(z.string(notId).refine(isParkableId, notId), {
    error: 'must be a list of workflow ids, like ["call-812345678"].',
  })
  .min(1, { error: 'is empty.' })
  .max(maxIds, { error: `has too many: at most ${maxIds}. To answer all, send "all": true instead.` })
  .optional();
const failure = z
  .string({ error: 'must be text.' })
  .regex(/^\w{1,100}$/, { error: 'is not a failure type. Use one like FrontUnauthorized.' })
  .optional();
const all = z.literal(true, { error: 'must be true, or absent.' }).optional();
const which = { ids, failure, all };

const bodies = {
  retry: { one: z.strictObject({ inbox }), some: z.strictObject({ inbox, ...which }) },
  skip: { one: z.strictObject({}), some: z.strictObject(which) },
};

const refusals: Record<Exclude<Answered, 'answered'>, { status: number; detail: string }> = {
  unknown: {
    status: 404,
    detail: 'Temporal does not know this call: no webhook reported it, or it finished before the retention period.',
  },
  closed: { status: 409, detail: 'The call is done: there is nothing to answer.' },
  'not parked': { status: 409, detail: 'The call is not parked: there is nothing to retry.' },
};

/** `POST /calls/:id/retry|skip` for one call, `POST /parked/retry|skip` for some, for those of one failure type, or explicitly for all. */
export function answerRoutes({ calls, log }: Pick<AdminDeps, 'calls' | 'log'>): Router {
  const router = Router();
  for (const kind of ['retry', 'skip'] as const) {
    router
      .route(`/calls/:id/${kind}`)
      .post(requireJson, async (request, response) => {
        const { id } = readInput(CallId, request.params);
        const answer = toAnswer(kind, readInput(bodies[kind].one, bodyOf(request)));
        const answered = await withTemporal(() => calls.answerOne(id, answer));
        if (answered !== 'answered') throw new HttpProblem(refusals[answered]);
        log.info({ callId: id, answer: kind }, 'a parked call was answered');
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
        const outcome = await withTemporal(() =>
          those === undefined ? calls.answerAll(answer, type) : calls.answerThese(those, answer),
        );
        log.info({ answer: kind, failure: type, ...outcome }, 'parked calls were answered');
        response.json(outcome);
      })
      .all(answerMethodNotAllowed('POST'));
  }
  return router;
}

function toAnswer(kind: Answer['kind'], { inbox: other }: { inbox?: string | undefined }): Answer {
  return kind === 'skip' ? { kind } : { kind, correction: other === undefined ? {} : { inbox: other } };
}

/** An omission must not answer all calls. @throws {HttpProblem} 400 */
function requireOneOf(asked: Partial<Record<keyof typeof which, unknown>>): void {
  const [first, second] = (['ids', 'failure', 'all'] as const).filter((name) => asked[name] !== undefined);
  if (first === undefined) {
    const detail = 'all: choose the calls: send "ids", "failure", or "all": true.';
    throw new HttpProblem({ status: 400, detail, field: 'all' });
  }
  if (second !== undefined) {
    const detail = `${second}: cannot be combined with "${first}". Leave one of them out.`;
    throw new HttpProblem({ status: 400, detail, field: second });
  }
}

function bodyOf(request: Request): unknown {
  return request.body === undefined ? {} : request.body;
}
