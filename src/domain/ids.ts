import { sipHash } from './sip-hash.ts';

/** @returns the id of the workflow of a call: one call, one workflow. */
export function callWorkflowId(callId: number): string {
  return `call-${callId}`;
}

/** @returns the id of the workflow that undoes rules when a conversation is archived */
export function undoOnArchiveId(conversationId: string): string {
  return `archive-${conversationId}`;
}

/**
 * @returns the id of the workflow that holds a caller's turn. Workflow ids stand in logs and metrics, so the caller's
 * number is not in it but a digest of 64 bits (two callers that meet in one digest only wait for each other). Without a key
 * it is FNV-1a, by which whoever tries all numbers finds the one that was meant; with one it is SipHash.
 * @param key 16 bytes as hex digits
 */
export function callerLockId(callerKey: string, key?: string): string {
  const digest = key === undefined ? fnv1a(callerKey) : sipHash(fromHex(key), toBytes(callerKey));
  return `caller-${digest.toString(16).padStart(16, '0')}`;
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
