import type { Request } from 'express';

/**
 * @returns whether the browser that asks may keep a cookie that is `Secure`: it came by https, by itself or to a proxy
 * that says so; or it sends `Sec-Fetch-Site`, which browsers do by https and to this same machine alone (W3C on Fetch
 * Metadata). All of it could be made up: go by it to tell people something, not to let them in.
 */
export function keepsSecureCookies(request: Request): boolean {
  const asked = request.get('x-forwarded-proto')?.split(',')[0]?.trim().toLowerCase();
  return request.secure || asked === 'https' || request.get('sec-fetch-site') !== undefined;
}
