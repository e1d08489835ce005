import type { Handle, HandleSource, MessageType } from './records.ts';

/**
 * A handle as Front keeps it: phone numbers lose their separators and, without `+`, are taken for American ones
 * (Front's documentation on contact handles); e-mail addresses lose their case. undefined if nothing is left.
 */
export function normalizeHandle(source: HandleSource, handle: string): string | undefined {
  const trimmed = handle.trim();
  if (trimmed === '') return undefined;
  if (source === 'email') return trimmed.toLowerCase();
  if (source !== 'phone') return trimmed;
  const digits = trimmed.replaceAll(/\D/g, '');
  if (digits === '') return undefined;
  if (trimmed.startsWith('+')) return `+${digits}`;
  return digits.length === 11 && digits.startsWith('1') ? `+${digits}` : `+1${digits}`;
}

/** The source that goes with each type of imported message: only an SMS reaches a phone handle. */
export const handleSources: Record<MessageType, HandleSource> = {
  email: 'email',
  sms: 'phone',
  intercom: 'intercom',
  custom: 'custom',
};

export function sameHandle(one: Handle, other: Handle): boolean {
  return one.source === other.source && one.handle === other.handle;
}
