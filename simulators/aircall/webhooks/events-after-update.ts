import { eventNames } from './event-names.ts';

/**
 * What a webhook is registered to after an update. Without `events_action` the list is replaced, and a missing or empty
 * one means ALL events: an update that only means to switch a webhook on makes it noisy (Aircall's reference on webhooks).
 */
export function eventsAfterUpdate(current: string[], given: string[] | undefined, action: unknown): string[] {
  if (action === 'add') return [...new Set([...current, ...(given ?? [])])];
  if (action === 'remove') return current.filter((name) => !(given ?? []).includes(name));
  return given === undefined || given.length === 0 ? [...eventNames] : [...new Set(given)];
}
