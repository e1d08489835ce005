import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { HttpProblem } from '../http-problem.ts';
import { teammateOf } from './require-teammate.ts';

/**
 * @param perMinute for each teammate; behind `requireTeammate` only
 * @param detail what whoever asks too often is told
 */
export function limitRequests(perMinute: number, detail: string): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (_request, response) => teammateOf(response).id,
    handler: () => {
      throw new HttpProblem({ status: 429, detail });
    },
  });
}
