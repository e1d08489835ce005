import type { FetchResult } from './contract.ts';
import type { Deps } from './deps.ts';

export async function fetchCall({ aircall }: Deps, { callId }: { callId: number }): Promise<FetchResult> {
  const found = await aircall.getCall(callId);
  if (found === null) return { status: 'gone' };
  return {
    status: 'found',
    event: { name: 'fetched', saidAtSeconds: Math.floor(Date.now() / 1000), call: found.call },
  };
}
