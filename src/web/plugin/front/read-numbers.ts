import { field, list, text } from './read-value.ts';

/** Handles of these kinds are phone numbers; others may be, and then begin with a plus. */
const phoneKinds = new Set(['phone', 'whatsapp', 'sms']);
const phoneLike = /^[+(]?[\d][\d\s().\-/]{4,25}$/;
const longestNumber = 60;

/** @param recipients of Front's @returns their contacts' phone numbers and their own, each once, as Front writes them */
export function readNumbers(recipients: unknown[]): string[] {
  const handles = recipients.flatMap((recipient) => [
    ...list(field(field(recipient, 'contact'), 'handles')),
    recipient,
  ]);
  const numbers = new Map<string, string>();
  for (const handle of handles) {
    const number = text(field(handle, 'handle'));
    if (number === null || !isPhone(number, text(field(handle, 'type')))) continue;
    const digits = number.replace(/\D/g, '');
    if (!numbers.has(digits)) numbers.set(digits, number);
  }
  return [...numbers.values()];
}

function isPhone(number: string, kind: string | null): boolean {
  if (number.length > longestNumber || !phoneLike.test(number)) return false;
  return number.startsWith('+') || (kind !== null && phoneKinds.has(kind));
}
