import { hkdfSync, randomUUID } from 'node:crypto';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Texts } from '../../texts/text-types.ts';
import { answerMethodNotAllowed, HttpProblem } from '../problem.ts';
import { readBody } from './problems.ts';

/** Owner of a session, as named by Front's context in the browser. */
interface Teammate {
  id: string;
  /** In lower case. */
  email: string;
}

export interface Ticket {
  callId: number;
  kind: AudioKind;
}

export const audioKinds = ['recording', 'voicemail'] as const;
export type AudioKind = (typeof audioKinds)[number];

/** Content of a page's token; without a teammate until it is bound to one. */
interface Session {
  teammate: Teammate | null;
  /** When the page was opened, UNIX seconds. */
  openedAtSeconds: number;
}

export interface Sessions {
  /** @returns a token for the page, valid for 15 minutes */
  sign(session: Session): Promise<string>;
  /** @returns null for a token that is expired, wrong, or not a page's */
  read(token: string): Promise<Session | null>;
  /** @returns a token for one audio of one call, valid for 15 minutes */
  signTicket(ticket: Ticket): Promise<string>;
  readTicket(token: string): Promise<Ticket | null>;
}

const sessionSeconds = 15 * 60;
/** Limit of all renewals; after it, Front's secret is needed again. */
const maxPageSeconds = 12 * 60 * 60;

/**
 * Tokens signed with a key derived from the plugin's secret: changing the secret ends them all.
 * @param nowMs the clock, UNIX milliseconds
 */
export function createSessions(secret: string, nowMs: () => number = Date.now): Sessions {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'callthread plugin session', 32));
  return {
    async sign({ teammate, openedAtSeconds }) {
      const claims = { opened: openedAtSeconds, ...(teammate === null ? {} : { email: teammate.email }) };
      const token = signed('page', claims);
      return await (teammate === null ? token : token.setSubject(teammate.id)).sign(key);
    },
    async read(token) {
      const claims = await verified('page', token);
      const { sub, email, opened } = claims ?? {};
      if (typeof opened !== 'number' || opened + maxPageSeconds < nowMs() / 1000) return null;
      const isBound = typeof sub === 'string' && typeof email === 'string';
      return { teammate: isBound ? { id: sub, email } : null, openedAtSeconds: opened };
    },
    async signTicket({ callId, kind }) {
      // Unique, because a player retries only with an address that differs from the failed one.
      return await signed('audio', { call: callId, kind }).setJti(randomUUID()).sign(key);
    },
    async readTicket(token) {
      const claims = await verified('audio', token);
      const kind = audioKinds.find((known) => known === claims?.['kind']);
      const callId = claims?.['call'];
      return typeof callId === 'number' && kind !== undefined ? { callId, kind } : null;
    },
  };

  function signed(audience: string, claims: JWTPayload): SignJWT {
    const nowSeconds = Math.floor(nowMs() / 1000);
    const token = new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setAudience(audience);
    return token.setIssuedAt(nowSeconds).setExpirationTime(nowSeconds + sessionSeconds);
  }

  async function verified(audience: string, token: string): Promise<JWTPayload | null> {
    const options = { audience, algorithms: ['HS256'], currentDate: new Date(nowMs()) };
    const claims = await jwtVerify(token, key, options).catch(() => null);
    return claims?.payload ?? null;
  }
}

const Binding = z.object({
  teammate: z.object({
    id: z.string().min(1).max(200),
    email: z
      .string()
      .max(320)
      .transform((email) => email.trim().toLowerCase()),
  }),
});

/**
 * `POST /api/plugin/session`: binds the page's session to the teammate in Front's context, or renews it.
 *
 * How far to trust it: Front's context comes from the browser, so a teammate with the plugin open could name a colleague.
 * A session is therefore bound to one teammate for its lifetime, and can only read the calls of given numbers and dial on
 * that teammate's own phone. All of it needs Front's secret.
 */
export function sessionRoute(sessions: Sessions, texts: Texts['pluginApi']): Router {
  const router = Router();
  const route = router.route('/session');
  route.post(async (request, response) => {
    const { teammate: bound, openedAtSeconds } = await readSession(request, sessions, texts);
    const { teammate } = readBody(Binding, request.body, texts);
    const isSame = bound === null || (bound.id === teammate.id && bound.email === teammate.email);
    if (!isSame) throw new HttpProblem({ status: 403, detail: texts.otherTeammate });
    const session = await sessions.sign({ teammate, openedAtSeconds });
    response.json({ session, renewAfterSeconds: Math.floor(sessionSeconds / 2) });
  });
  route.all(answerMethodNotAllowed('POST'));
  return router;
}

/** @returns the request's session. @throws {HttpProblem} 401 without a valid one */
async function readSession(request: Request, sessions: Sessions, texts: Texts['pluginApi']): Promise<Session> {
  const [, token = ''] = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
  const session = await sessions.read(token);
  if (session !== null) return session;
  const headers = { 'www-authenticate': 'Bearer realm="plugin"' };
  throw new HttpProblem({ status: 401, detail: texts.sessionOver, headers });
}

/** Requires a teammate's session, and stores the teammate for `teammateOf`. */
export function requireTeammate(sessions: Sessions, texts: Texts['pluginApi']): RequestHandler {
  return async (request, response, next) => {
    const { teammate } = await readSession(request, sessions, texts);
    if (teammate === null) throw new HttpProblem({ status: 403, detail: texts.otherTeammate });
    response.locals['teammate'] = teammate;
    next();
  };
}

/** Only after `requireTeammate`. */
export function teammateOf(response: Response): Teammate {
  return response.locals['teammate'] as Teammate;
}

/**
 * @param perMinute for each teammate; use it only after `requireTeammate`
 * @param detail of the answer beyond the limit
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
