import { inject } from 'vitest';
import type { SharedNamespace } from './shared-servers.ts';

/** A namespace that no other file uses, with Callthread's search attributes, on a development server that others use too. */
export async function sharedNamespace(): Promise<SharedNamespace> {
  return await askSharedServers<SharedNamespace>('/namespace');
}

/** Asks the process that has the run's servers, and starts one when it is the first to ask. */
export async function askSharedServers<Answer>(path: '/namespace' | '/browser' | '/database'): Promise<Answer> {
  const response = await fetch(`${inject('sharedServers')}${path}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return JSON.parse(text) as Answer;
}
