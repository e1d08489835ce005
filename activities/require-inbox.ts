import type { FrontClient } from '../src/adapters/front/client.ts';
import { inboxNotFound } from './failures.ts';

/** @param inbox a name or an inb_ id @returns its id @throws FrontNotFound when Front has no inbox of that name */
export async function requireInbox(front: FrontClient, inbox: string): Promise<string> {
  const id = await front.findInbox(inbox);
  if (id === null) throw inboxNotFound(inbox);
  return id;
}
