import { z } from 'zod';
import type { Caller } from '../../domain/call.ts';
import { callerKey } from '../../domain/ids.ts';
import type { SeenCall } from '../../domain/ledger-call.ts';
import { isSameNumber, mentionsNumber } from '../../domain/phone-number.ts';

/** What a history has of one caller. */
export interface CallerInHistory {
  /** Whether a call of that caller is in it. */
  isThere: boolean;
  /** Whether the number stands in some other text, an agent's comment on another caller's call, say. */
  isMentioned: boolean;
  /** By id. */
  calls: Map<number, SeenCall>;
  /** As `callerKey` makes them: several when the number could not be read now and then. */
  keys: Set<string>;
  /** Of all conversations that it names. */
  conversationIds: Set<string>;
}

/** A call of the workflows', or of the ledger's: what both have. */
const FoundCall = z.object({
  id: z.number(),
  direction: z.enum(['inbound', 'outbound']),
  line: z.object({ id: z.number(), name: z.string(), e164: z.string().nullable() }),
  startedAtSeconds: z.number(),
});
const FoundCaller = z.union([
  z.object({ kind: z.literal('number'), e164: z.string() }),
  z.object({ kind: z.literal('unreadable'), digits: z.string() }),
]);

/** @param values of a history, decoded @param e164 the caller's number */
export function findCaller(values: readonly unknown[], e164: string): CallerInHistory {
  const found: CallerInHistory = {
    isThere: false,
    isMentioned: false,
    calls: new Map(),
    keys: new Set(),
    conversationIds: new Set(),
  };
  for (const value of values) look(value, e164, found);
  return found;
}

function look(value: unknown, e164: string, found: CallerInHistory): void {
  if (typeof value === 'string') {
    if (mentionsNumber(value, e164)) found.isMentioned = true;
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if ('caller' in value && isCaller(value.caller, e164, found)) {
    found.isThere = true;
    const { data: call } = FoundCall.safeParse(value);
    if (call !== undefined) found.calls.set(call.id, { ...call, wanted: true });
  }
  if ('conversationId' in value && typeof value.conversationId === 'string') {
    found.conversationIds.add(value.conversationId);
  }
  for (const each of Object.values(value)) look(each, e164, found);
}

/** The workflows' callers are objects, the ledger's are texts. */
function isCaller(written: unknown, e164: string, { keys }: CallerInHistory): boolean {
  if (typeof written === 'string') return isSameNumber(written, e164);
  const { data: caller } = FoundCaller.safeParse(written);
  if (caller === undefined || !isSameNumber(textOf(caller), e164)) return false;
  keys.add(callerKey(caller, 0));
  return true;
}

function textOf(caller: Exclude<Caller, { kind: 'anonymous' }>): string {
  return caller.kind === 'number' ? caller.e164 : caller.digits;
}
