import { z } from 'zod';

const timeoutMs = 5000;
/** Of a proxy that does not reach the service: the service itself always answers 200. */
const proxyFailures = new Set([502, 503, 504]);
const Health = z.object({ status: z.literal('alive') });

/** Whether the service answers `GET /healthz`, and if not, why. `answered`: something else does, such as a proxy. */
type HealthReading = { alive: true } | { alive: false; answered: boolean; reason: string };

/** @param baseUrl the service's, without a trailing slash */
export async function readHealth(baseUrl: string): Promise<HealthReading> {
  try {
    const response = await fetch(`${baseUrl}/healthz`, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    const body = await response.json().catch(() => null);
    if (response.status === 200 && Health.safeParse(body).success) return { alive: true };
    const { status } = response;
    if (proxyFailures.has(status)) return { alive: false, answered: false, reason: `a proxy answers ${status}` };
    const reason = status === 200 ? 'something else answers there' : `it answers ${status}`;
    return { alive: false, answered: true, reason };
  } catch (error) {
    return { alive: false, answered: false, reason: reasonOf(error) };
  }
}

/** fetch only says that it failed; the cause has the system's error code or message. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in 5 s';
  let reason = 'no answer';
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
    reason = cause.message;
  }
  return reason;
}
