import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';

/**
 * @param tokens the right ones; with none every token is wrong
 * @returns a check that takes as long for a nearly right token as for any other, and compares with all of them
 */
export function createTokenCheck(tokens: readonly string[]): (given: string) => boolean {
  const right = tokens.filter((token) => token !== '').map(digest);
  return (given) => {
    const candidate = digest(given);
    return right.map((token) => timingSafeEqual(token, candidate)).includes(true);
  };
}

/** Comparing in constant time needs digests: they have one length. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const windowMs = 5 * 60_000;
const pauseMs = 1000;

interface GuessLimit {
  /** Wrong guesses an address may make in five minutes. */
  limit: number;
  /** Whether the request is no wrong guess. Behind a proxy all people share one address, so a right token always passes. */
  passes: (request: Request) => boolean;
  /** Answers each guess beyond the limit, a second late; `retry-after` is set by then. */
  refuse: (request: Request, response: Response) => Promise<void> | void;
}

/** Counts and slows wrong guesses at a token. It lets the first ones through: the route refuses them. */
export function limitGuesses({ limit, passes, refuse }: GuessLimit): RequestHandler {
  return rateLimit({
    windowMs,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skip: passes,
    // A proxy's header is not trusted: its sender would choose which address counts.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler(request, response, next) {
      const answer = async (): Promise<void> => {
        await sleep(pauseMs);
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
