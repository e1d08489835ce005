import type { Caller } from './call.ts';

/** @returns the id of the workflow of a call: one call, one workflow. */
export function callWorkflowId(callId: number): string {
  return `call-${callId}`;
}

/** @returns the id of the workflow that shows a call's card: one call, one card. */
export function cardWorkflowId(callId: number): string {
  return `card-${callId}`;
}

/** @returns the id of the workflow that writes a call's AI notes */
export function aiNotesId(callId: number): string {
  return `ai-notes-${callId}`;
}

/** @returns the id of the workflow that undoes rules when a conversation is archived */
export function undoOnArchiveId(conversationId: string): string {
  return `archive-${conversationId}`;
}

/**
 * @returns the id of the workflow that is a caller's lock. Workflow ids appear in logs and metrics, so it has a 64-bit digest
 * instead of the caller's number (two callers with the same digest only wait for each other). Without a key the digest is
 * FNV-1a, which trying all numbers reverses; with a key it is SipHash.
 * @param caller the key of the caller, see `callerKey`
 * @param key 16 bytes as hex digits
 */
export function callerLockId(caller: string, key?: string): string {
  const digest = key === undefined ? fnv1a(caller) : sipHash(fromHex(key), toBytes(caller));
  return `caller-${digest.toString(16).padStart(16, '0')}`;
}

/**
 * @returns the id of the workflow of a caller's callback
 * @param digest of the caller, as in the link on the conversation
 * @param key as of `callerLockId`: with it, trying all numbers does not reverse the id
 */
export function callbackId(digest: string, key: string | null = null): string {
  const hidden = key === null ? digest : sipHash(fromHex(key), toBytes(digest)).toString(16).padStart(16, '0');
  return `callback-${hidden}`;
}

/** Every kind of workflow that may be parked, and so be listed, retried and skipped; a backfill's id has its period. */
const parkableIds = /^(?:call|ai-notes|callback|archive|backfill)-[!-~]{1,200}$/;

/** Whether a text is the id of a workflow that may be parked. Temporal refuses half a character in an id, and takes it for a fault. */
export function isParkableId(text: string): boolean {
  return parkableIds.test(text);
}

function fnv1a(text: string): bigint {
  let digest = 0xcbf29ce484222325n;
  for (const char of text) digest = BigInt.asUintN(64, (digest ^ BigInt(char.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return digest;
}

function fromHex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Two bytes for each unit of UTF-16. */
function toBytes(text: string): Uint8Array {
  return Uint8Array.from({ length: 2 * text.length }, (_, at) => (text.charCodeAt(at >> 1) >> (8 * (at % 2))) & 0xff);
}

/** The entries of a call, in order. A voicemail may still arrive after the entry that reports it missing. */
export type EntryKind = 'call' | 'duration' | 'recording' | 'voicemail-missing' | 'voicemail';

/** Front imports a message with this key once, however often it is sent. */
export function externalId(callId: number, entry: EntryKind): string {
  return `aircall-${callId}-${entry}`;
}

/** @returns what names that people type have in common, whatever their case and surrounding blanks */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** One key per caller. Each call of a caller without a number has its own key. */
export function callerKey(caller: Caller, callId: number): string {
  switch (caller.kind) {
    case 'number':
      return caller.e164;
    case 'unreadable':
      return `unreadable-${shortDigits(caller.digits)}`;
    case 'anonymous':
      return `anonymous-${callId}`;
  }
}

/** The handle that the caller's messages carry in Front (a custom message has a custom handle). */
export function callerHandle(caller: Caller, callId: number): string {
  return caller.kind === 'anonymous'
    ? `aircall-${callId}`
    : caller.kind === 'number'
      ? caller.e164
      : shortDigits(caller.digits);
}

/** Digits may be any text: longer ones, and those with control characters, are no handle that Front takes. */
const maxDigits = 200;

/** @returns the digits of a caller who has no number, without blanks and invisible characters, however they are grouped */
export function shortDigits(digits: string): string {
  return Array.from(digits.replace(/[\s\p{Cc}\p{Cf}]+/gu, ''))
    .slice(0, maxDigits)
    .join('');
}

const callersPath = '/callers/';
/** A reserved host name, for installations without a public address. */
const noAddress = 'https://callthread.invalid';

/**
 * The link that marks a conversation as the caller's own.
 * @param digest of the caller's key: addresses end up in logs, so the number is not in it
 * @param publicUrl of this service, where the link opens a page; null: it opens nothing
 */
export function callerLink(digest: string, publicUrl: string | null): string {
  return `${publicUrl ?? noAddress}${callersPath}${digest}`;
}

/** @returns whether a link marks the same caller, on whatever host: the service's public address may change */
export function isSameCallerLink(found: string, link: string): boolean {
  return found.includes(callersPath) && pathOf(found) === pathOf(link);
}

/** @returns the digest of a caller in a conversation's link; null for another link */
export function digestOfLink(link: string): string | null {
  return /\/callers\/([0-9a-f]{32})\/*$/.exec(link)?.[1] ?? null;
}

function pathOf(link: string): string {
  return link.slice(link.lastIndexOf(callersPath)).replace(/\/+$/, '');
}

/**
 * Groups a caller's first import (Front's `thread_ref`). After a person deleted the conversation, the next call begins
 * another, so that it does not land in the trash unseen.
 * @param deletedId the deleted conversation, if there is one
 */
export function threadRef(key: string, deletedId: string | null): string {
  return deletedId === null ? `callthread-${key}` : `callthread-${key}-after-${deletedId}`;
}

const mask = 0xffff_ffff_ffff_ffffn;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): a 64-bit digest that cannot be computed, or reversed by trying all texts,
 * without the key.
 * @param key 16 bytes
 */
export function sipHash(key: Uint8Array, text: Uint8Array): bigint {
  const [k0, k1] = [readWord(key, 0), readWord(key, 8)];
  const state: State = [
    k0 ^ 0x736f_6d65_7073_6575n,
    k1 ^ 0x646f_7261_6e64_6f6dn,
    k0 ^ 0x6c79_6765_6e65_7261n,
    k1 ^ 0x7465_6462_7974_6573n,
  ];
  const lastWord = BigInt(text.length & 0xff) << 56n;
  for (let at = 0; at <= text.length; at += 8) {
    const word = readWord(text, at) | (at + 8 > text.length ? lastWord : 0n);
    state[3] ^= word;
    mix(state, 2);
    state[0] ^= word;
  }
  state[2] ^= 0xffn;
  mix(state, 4);
  return state[0] ^ state[1] ^ state[2] ^ state[3];
}

type State = [bigint, bigint, bigint, bigint];

/** Eight bytes, little-endian; missing bytes are zero. */
function readWord(bytes: Uint8Array, start: number): bigint {
  let word = 0n;
  for (let at = 7; at >= 0; at -= 1) word = (word << 8n) | BigInt(bytes[start + at] ?? 0);
  return word;
}

function mix(state: State, rounds: number): void {
  for (let round = 0; round < rounds; round += 1) {
    let [a, b, c, d] = state;
    a = (a + b) & mask;
    b = turn(b, 13n) ^ a;
    a = turn(a, 32n);
    c = (c + d) & mask;
    d = turn(d, 16n) ^ c;
    a = (a + d) & mask;
    d = turn(d, 21n) ^ a;
    c = (c + b) & mask;
    b = turn(b, 17n) ^ c;
    c = turn(c, 32n);
    state.splice(0, 4, a, b, c, d);
  }
}

function turn(word: bigint, bits: bigint): bigint {
  return ((word << bits) | (word >> (64n - bits))) & mask;
}
