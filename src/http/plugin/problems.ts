import type { z } from 'zod';
import { type AircallFault, faultOf } from '../../adapters/aircall/errors.ts';
import { LedgerUnavailable } from '../../adapters/ledger/errors.ts';
import type { Texts } from '../../texts/text-types.ts';
import { HttpProblem } from '../problem.ts';

const defaultWaitSeconds = 60;

/** Purpose of the request: after a lost answer to a dial, the phone may still ring. */
type Purpose = 'look' | 'dial' | 'listen';

/**
 * @param error thrown by a request to Aircall
 * @returns the problem with what the agent can do; any other error unchanged
 */
export function aircallProblem(error: unknown, texts: Texts['pluginApi'], purpose: Purpose): unknown {
  const fault = faultOf(error);
  return fault === null ? error : toProblem(fault, texts, purpose);
}

function toProblem(fault: AircallFault, { aircall, noAudio }: Texts['pluginApi'], purpose: Purpose): HttpProblem {
  switch (fault.kind) {
    case 'away': {
      const detail = purpose === 'dial' && fault.sent ? aircall.mayHaveDialled : aircall.away;
      return new HttpProblem({ status: 503, detail });
    }
    case 'limited': {
      const waitSeconds = Math.max(1, Math.ceil((fault.retryAfterMs ?? defaultWaitSeconds * 1000) / 1000));
      const headers = { 'retry-after': String(waitSeconds) };
      return new HttpProblem({ status: 503, detail: aircall.limited(waitSeconds), headers });
    }
    case 'beyond':
      return new HttpProblem({ status: 416, detail: noAudio });
    case 'unauthorized':
    case 'missing':
    case 'refused':
      // Storage answers like this for a file that is gone, too.
      if (purpose === 'listen') return new HttpProblem({ status: 404, detail: noAudio });
      if (fault.kind === 'unauthorized') return new HttpProblem({ status: 502, detail: aircall.unauthorized });
      if (fault.kind === 'missing') return new HttpProblem({ status: 409, detail: aircall.agentGone });
      return new HttpProblem({ status: 422, detail: aircall.refused });
  }
}

/** @returns the problem for an unavailable database; any other error unchanged */
export function ledgerProblem(error: unknown, { historyAway }: Texts['pluginApi']): unknown {
  return error instanceof LedgerUnavailable ? new HttpProblem({ status: 503, detail: historyAway }) : error;
}

/** @throws {HttpProblem} 400 naming the first invalid field */
export function readBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  texts: Texts['pluginApi'],
): z.infer<Schema> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.join('.') || 'body';
  throw new HttpProblem({ status: 400, detail: texts.badRequest, field });
}
