import { z } from 'zod';
import { isPlaceholder } from './placeholder.ts';
import { refuse } from './refuse.ts';

/** @param missing what to say when there is none */
export function secret(missing: string) {
  return z.string({ error: missing }).superRefine((value, context) => {
    const message = secretFault(value);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });
}

/**
 * One secret or several, separated by commas; repeated ones once.
 * @param missing what to say when there is none
 */
export function secretList(missing: string) {
  return z.string({ error: missing }).transform((written, context) => {
    const values = written.split(',').map((value) => value.trim());
    const given = [...new Set(values.filter((value) => value !== ''))];
    const message = given.map(secretFault).find((fault) => fault !== null);
    if (given.length === 0) return refuse(context, 'has only commas. Write the tokens between them.');
    return message === undefined ? given : refuse(context, given.length > 1 ? `has a token that ${message}` : message);
  });
}

/** @returns why no token, id or secret of the APIs can look like this, without the value, or null. */
export function secretFault(value: string): string | null {
  if (isPlaceholder(value)) return 'is a placeholder. Put the real value in its place.';
  if (/^(?:bearer|basic)\s/i.test(value)) return 'begins with Bearer or Basic. Leave that word out.';
  if (/\s/.test(value)) return 'has a blank or a line break in it. Copy it again in one piece.';
  if (/^["']|["']$/.test(value)) return 'has a quote on one side. Leave it out.';
  if (!/^[\x21-\x7e]+$/.test(value)) return 'has a character that no token has. Copy it again; mind curly quotes.';
  return null;
}
