import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export type MediaKind = 'recording' | 'voicemail';

/** Three hours: the life of Aircall's short addresses (its reference on calls). */
const shortLifetimeMs = 3 * 60 * 60 * 1000;

/** Signs addresses of recordings the way Aircall's storage does: each one is new, and dies after its time. */
export class MediaLinks {
  /** Where the simulator listens. */
  baseUrl = '';
  /** How far the clock of the links is ahead of the machine's. */
  clockOffsetMs = 0;
  readonly #lifetimeMs: number;
  readonly #secret = randomBytes(32);

  constructor(lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs;
  }

  /** @returns an address of the file itself, valid for the configured time. */
  issue(callId: number, kind: MediaKind): string {
    return this.#sign(`/media/${callId}-${kind}.mp3`, this.#lifetimeMs);
  }

  /** @returns an address that leads on to a fresh one of the file, valid for three hours. */
  issueShort(callId: number, kind: MediaKind): string {
    return this.#sign(`/short/${callId}-${kind}`, shortLifetimeMs);
  }

  check(path: string, query: URLSearchParams): 'valid' | 'expired' | 'wrong' {
    const token = query.get('X-Amz-Security-Token') ?? '';
    const expected = this.#signature(path, query.get('X-Amz-Date') ?? '', query.get('X-Amz-Expires') ?? '', token);
    const given = Buffer.from(query.get('X-Amz-Signature') ?? '', 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'wrong';
    const [issuedAtMs = 0, lifetimeMs = 0] = token.split('.').map(Number);
    return this.#now() < issuedAtMs + lifetimeMs ? 'valid' : 'expired';
  }

  #sign(path: string, lifetimeMs: number): string {
    const issuedAtMs = this.#now();
    const date = `${new Date(issuedAtMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
    const expires = String(Math.ceil(lifetimeMs / 1000));
    // Whole seconds are too coarse for a test that lets a link die, and the nonce makes each link a new one.
    const token = `${issuedAtMs}.${lifetimeMs}.${Number.parseInt(randomBytes(6).toString('hex'), 16)}`;
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Date': date,
      'X-Amz-Expires': expires,
      'X-Amz-Security-Token': token,
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': this.#signature(path, date, expires, token).toString('hex'),
    });
    return `${this.baseUrl}${path}?${query.toString()}`;
  }

  #signature(...parts: string[]): Buffer {
    return createHmac('sha256', this.#secret).update(parts.join('\n')).digest();
  }

  #now(): number {
    return Date.now() + this.clockOffsetMs;
  }
}
