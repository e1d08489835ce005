import { z } from 'zod';
import { toE164 } from '../domain/phone-number.ts';
import { type Fault, isRecord, readValue, type Wording, wording } from './problems.ts';

/*
 * Keys that people choose: a line's number, an agent's e-mail, a tag's name. Each may be written in more than one way.
 */

const notEmail = { error: wording('is not an e-mail address', 'Write one such as ada@desk.example.') };

/** An e-mail address in lower case: both vendors ignore case when they compare addresses. */
export const Email = z
  .string(notEmail)
  .trim()
  .toLowerCase()
  .regex(/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/, notEmail);

/** A key in its canonical form, or its fault. */
type KeyReading = { key: string } | Wording;

/** Two keys of a map are the same when their `sameAs` is. */
const keyReaders = {
  lines: { read: readLineKey, sameAs: (key: string) => key },
  agents: { read: readAgentKey, sameAs: (key: string) => key },
  tags: { read: readTagKey, sameAs: (key: string) => key.toLowerCase() },
};
type MapName = keyof typeof keyReaders;

/**
 * Checks the keys of maps apart from their values, so that a wrong key hides nothing below it.
 * @param data the whole file as it was written
 */
export function findKeyFaults(data: unknown): Fault[] {
  return (['lines', 'agents', 'tags'] as const).flatMap((name) => faultsOf(name, readValue(data, [name])));
}

function faultsOf(name: MapName, map: unknown): Fault[] {
  if (!isRecord(map) || Array.isArray(map)) return [];
  const { read, sameAs } = keyReaders[name];
  const seen = new Map<string, string>();
  return Object.keys(map).flatMap((written): Fault[] => {
    const path = [name, written];
    const reading = read(written);
    if ('problem' in reading) return [{ path, ...reading, about: 'key' }];
    const first = seen.get(sameAs(reading.key));
    if (first === undefined) {
      seen.set(sameAs(reading.key), written);
      return [];
    }
    return [{ path, problem: `means the same as "${first}"`, remedy: 'Keep one of the two.', about: 'key' }];
  });
}

/** @returns the map with each key in the one form that is kept; invalid keys are left out */
export function renameKeys<T>(name: MapName, map: Record<string, T>): Record<string, T> {
  const entries = Object.entries(map).flatMap(([written, value]) => {
    const reading = keyReaders[name].read(written);
    return 'key' in reading ? [[reading.key, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

/**
 * A key of `lines`: the line's phone number in any spacing, or Aircall's id of the line. Length distinguishes an id from
 * a national number: a number has ten digits or more, or begins with 0.
 * @returns the number as E.164, or the id
 */
export function readLineKey(written: string): KeyReading {
  // Numbers copied from a web page or a telephone contain invisible direction marks.
  const text = written.replaceAll(/\p{Cf}/gu, '').trim();
  if (/^[1-9]\d{0,8}$/.test(text)) return { key: text };
  // Parsed as webhooks' numbers are, so that both end in the same E.164.
  const e164 = text.startsWith('+') ? toE164(text, null) : null;
  if (e164 !== null) return { key: e164 };
  if (text.startsWith('+')) return { problem: 'is not a possible phone number', remedy: 'Check its digits.' };
  const digits = text.replaceAll(/[\s().\-/]/g, '');
  if (/^00[1-9]\d{6,14}$/.test(digits)) {
    return { problem: 'begins with 00', remedy: `Write "+${digits.slice(2)}".` };
  }
  if (/^\d{6,15}$/.test(digits)) {
    const remedy = 'Write it like "+33186651010", or give the line\'s id in Aircall.';
    return { problem: 'is a phone number without + and country code', remedy };
  }
  const remedy = 'Write its phone number like "+33186651010", or its id in Aircall.';
  return { problem: 'is not a line', remedy };
}

/** A key of `agents`: the agent's e-mail in Aircall. */
function readAgentKey(written: string): KeyReading {
  const email = Email.safeParse(written);
  if (email.success) return { key: email.data };
  return { problem: 'is not an e-mail address', remedy: "Write the agent's address in Aircall." };
}

/** A key of `tags`: the tag's name in Aircall. */
function readTagKey(written: string): KeyReading {
  const name = written.trim();
  return name === '' ? { problem: 'is empty', remedy: 'Write the name of the tag in Aircall.' } : { key: name };
}
