import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';

const windowMs = 5 * 60_000;

/**
 * Lets an address guess the token so often in five minutes; what was right does not count.
 * @param refuse answers the guesses beyond that; `retry-after` is set by then
 */
export function limitGuesses(
  limit: number,
  refuse: (request: Request, response: Response) => Promise<void>,
): RequestHandler {
  return rateLimit({
    windowMs,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode !== 401,
    // A proxy's header is not believed here: whoever writes it would choose which address counts.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (request, response, next) => {
      const answer = async (): Promise<void> => {
        try {
          await refuse(request, response);
        } catch (error) {
          next(error);
        }
      };
      void answer();
    },
  });
}
