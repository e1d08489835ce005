import { z } from 'zod';
import { refuse, type Wording, wording } from './problems.ts';

/** Words that examples have where a value belongs, and templates that nothing has filled in. */
const placeholder = /^(?:change[-_ ]?me|replace[-_ ]?me|your[-_ ].*|x{3,}|\.{3,}|…|<.*>|\$\{.*\}|\{\{.*\}\})$/i;

/** A secret that people choose is refused below this length: a shorter one can be guessed. */
const minChosenLength = 16;
/** Front makes longer ones: a shorter one was not copied whole. */
const minSigningKeyLength = 8;

/** A token, id or secret of a vendor's API. @param remedy where to get it, for when it is missing */
export function secret(remedy: string) {
  return z.string({ error: wording('is missing', remedy) }).superRefine((value, context) => {
    const fault = secretFault(value);
    if (fault !== null) refuse(context, fault);
  });
}

/** A secret that people choose. */
export function chosenSecret() {
  return secret('').superRefine((value, context) => {
    if (secretFault(value) !== null || value.length >= minChosenLength) return;
    const remedy = `Use at least ${minChosenLength} characters, for example from: openssl rand -hex 32`;
    refuse(context, { problem: 'is short enough to be guessed', remedy });
  });
}

/** The key that Front signs an app's webhooks with. */
export function signingKey() {
  return secret('').superRefine((value, context) => {
    if (secretFault(value) !== null || value.length >= minSigningKeyLength) return;
    refuse(context, {
      problem: 'is too short for a signing key of Front',
      remedy: "Copy it again from your app's settings in Front.",
    });
  });
}

/**
 * One secret or several, separated by commas; repeated ones once.
 * @param remedy where to get one, for when there is none
 */
export function secretList(remedy: string) {
  return z.string({ error: wording('is missing', remedy) }).transform((written, context) => {
    const values = written.split(',').map((value) => value.trim());
    const given = [...new Set(values.filter((value) => value !== ''))];
    if (given.length === 0) {
      return refuse(context, { problem: 'contains only commas', remedy: 'Write the tokens between them.' });
    }
    const fault = given.map(secretFault).find((found) => found !== null);
    if (fault === undefined) return given;
    return refuse(context, given.length > 1 ? { ...fault, problem: `has a token that ${fault.problem}` } : fault);
  });
}

/** @returns why no token, id or secret of the APIs can look like this, without the value, or null */
export function secretFault(value: string): Wording | null {
  if (placeholder.test(value)) return { problem: 'is a placeholder', remedy: 'Put the real value in its place.' };
  if (/^(?:bearer|basic)\s/i.test(value)) {
    return { problem: 'begins with Bearer or Basic', remedy: 'Leave that word out.' };
  }
  if (/\s/.test(value)) {
    return { problem: 'contains a space or a line break', remedy: 'Copy it again in one piece.' };
  }
  if (/^["']|["']$/.test(value)) return { problem: 'has a quote on one side', remedy: 'Leave it out.' };
  if (!/^[\x21-\x7e]+$/.test(value)) {
    return { problem: 'contains an invalid character (curly quotes?)', remedy: 'Copy it again.' };
  }
  return null;
}
