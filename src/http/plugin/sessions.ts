import { hkdfSync, randomUUID } from 'node:crypto';
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';

/** Whom a session belongs to, as Front's context in the browser named them. */
export interface Teammate {
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

/** What a page's token says: nobody's yet, or a teammate's. */
export interface Session {
  teammate: Teammate | null;
  /** When the page was opened, UNIX seconds. */
  openedAtSeconds: number;
}

export interface Sessions {
  /** @returns a token that the page bears, for a quarter of an hour */
  sign(session: Session): Promise<string>;
  /** @returns null for a token that is over, wrong, or none of a page's */
  read(token: string): Promise<Session | null>;
  /** @returns a token that opens one audio of one call for a quarter of an hour */
  signTicket(ticket: Ticket): Promise<string>;
  readTicket(token: string): Promise<Ticket | null>;
}

export const sessionSeconds = 15 * 60;
/** However often it is renewed: then Front's secret is asked for again. */
const longestPageSeconds = 12 * 60 * 60;

/**
 * Tokens signed with a key that is derived from the plugin's secret: another secret ends them all.
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
      if (typeof opened !== 'number' || opened + longestPageSeconds < nowMs() / 1000) return null;
      const isBound = typeof sub === 'string' && typeof email === 'string';
      return { teammate: isBound ? { id: sub, email } : null, openedAtSeconds: opened };
    },
    async signTicket({ callId, kind }) {
      // No two are alike: a player takes a new address only when it differs from the one that has failed.
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
