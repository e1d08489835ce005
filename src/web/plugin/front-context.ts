/** The part of Front that the teammate looks at. */
type FrontView =
  | { kind: 'nothing' }
  | { kind: 'several' }
  | { kind: 'conversation'; id: string; name: string | null; numbers: string[] };

export interface FrontState {
  teammate: { id: string; email: string };
  view: FrontView;
  /** The number whose Call button was clicked in Front; `key` identifies the click. */
  clicked: { number: string; key: string } | null;
}

/**
 * Reads the context of Front's plugin SDK. It comes from another window, and its types lag behind what Front sends
 * (only the documentation has `entryPoint`), so every field is checked.
 * @returns null if it has no teammate
 */
export function readContext(context: unknown): FrontState | null {
  const teammate = field(context, 'teammate');
  const [id, email] = [text(field(teammate, 'id')), text(field(teammate, 'email'))];
  if (id === null || email === null) return null;
  return { teammate: { id, email }, view: readView(context), clicked: readClick(field(context, 'entryPoint')) };
}

function readView(context: unknown): FrontView {
  const type = text(field(context, 'type'));
  if (type === 'multiConversations') return { kind: 'several' };
  const conversation = field(context, 'conversation');
  const id = text(field(conversation, 'id'));
  if (id === null) return { kind: 'nothing' };
  const recipient = field(conversation, 'recipient');
  const name = text(field(field(recipient, 'contact'), 'name')) ?? text(field(recipient, 'name'));
  return { kind: 'conversation', id, name, numbers: readNumbers([recipient]) };
}

/** Front's documentation of EntryPoint: CONTACT_HANDLE has the handle and the time of the click. */
function readClick(entryPoint: unknown): FrontState['clicked'] {
  if (text(field(entryPoint, 'type')) !== 'CONTACT_HANDLE') return null;
  const data = field(entryPoint, 'data') ?? entryPoint;
  const number = text(field(data, 'handle'));
  return number === null ? null : { number, key: `${number} ${String(field(data, 'timestamp'))}` };
}

/** Handles of these types are phone numbers; others are if they start with a plus. */
const phoneKinds = new Set(['phone', 'whatsapp', 'sms']);
const phoneLike = /^[+(]?[\d][\d\s().\-/]{4,25}$/;
const maxNumberLength = 60;

/** @returns the phone numbers of the recipients and their contacts, each once, as Front writes them */
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
  if (number.length > maxNumberLength || !phoneLike.test(number)) return false;
  return number.startsWith('+') || (kind !== null && phoneKinds.has(kind));
}

/** @returns the value at a key; undefined if `value` is no object */
export function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, key) as unknown) : undefined;
}

/** @returns the trimmed string; null if it is blank or no string */
function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
