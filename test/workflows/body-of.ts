import { readFileSync } from 'node:fs';

/** A webhook's body. */
export interface Body {
  event: string;
  timestamp: number;
  token: string;
  data: Record<string, unknown> & { id: number; ended_at?: number | null };
}

/** A sample body. @param name the file's name without its ending */
export function bodyOf(name: string): Body {
  return JSON.parse(readFileSync(new URL(`../fixtures/aircall/${name}.json`, import.meta.url), 'utf8')) as Body;
}

/**
 * The same body as if it were sent now: every time in it is moved by the same amount. @param nowSeconds UNIX seconds of
 * its `timestamp`
 */
export function sentAt(body: Body, nowSeconds: number): Body {
  const shift = nowSeconds - body.timestamp;
  const move = (value: unknown): unknown => {
    if (typeof value === 'number' && value > 1_500_000_000 && value < 2_500_000_000) return value + shift;
    if (Array.isArray(value)) return value.map(move);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, move(inner)]));
  };
  return move(body) as Body;
}
