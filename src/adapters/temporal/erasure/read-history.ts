import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { grpcCode, grpcCodes } from '../connection/errors.ts';

/** What a run's history says. */
interface DecodedHistory {
  /** Decoded payloads, and the plain texts beside them. */
  values: unknown[];
  /** Whether everything could be decoded; encrypted payloads need their key. */
  whole: boolean;
}

/** @returns null when the run no longer exists @throws when Temporal does not answer */
export async function readHistory(client: Client, workflowId: string, runId: string): Promise<DecodedHistory | null> {
  try {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const payloads: Payload[] = [];
    const texts: string[] = [];
    gather(events, payloads, texts);
    return await decode(client, payloads, texts);
  } catch (error) {
    if (grpcCode(error) === grpcCodes.notFound) return null;
    throw error;
  }
}

/** Payloads are in many fields of many kinds of events, and each version of Temporal adds more. */
function gather(part: unknown, payloads: Payload[], texts: string[]): void {
  if (typeof part === 'string') texts.push(part);
  else if (Array.isArray(part)) for (const each of part) gather(each, payloads, texts);
  else if (isPayload(part)) payloads.push(part);
  else if (typeof part === 'object' && part !== null && !(part instanceof Uint8Array)) {
    for (const each of Object.values(part)) gather(each, payloads, texts);
  }
}

function isPayload(part: unknown): part is Payload {
  return (
    typeof part === 'object' && part !== null && 'metadata' in part && 'data' in part && part.data instanceof Uint8Array
  );
}

async function decode(client: Client, payloads: Payload[], texts: string[]): Promise<DecodedHistory> {
  const { payloadCodecs, payloadConverter } = client.options.loadedDataConverter;
  let decoded = payloads;
  try {
    for (const codec of payloadCodecs.toReversed()) decoded = await codec.decode(decoded);
  } catch {
    return { values: texts, whole: false };
  }
  const values: unknown[] = [...texts];
  let whole = true;
  for (const payload of decoded) {
    try {
      values.push(payloadConverter.fromPayload(payload));
    } catch {
      whole = false;
    }
  }
  return { values, whole };
}
