import { expect } from 'vitest';
import type { FrontSimulator } from '../../../simulators/front/start-front-simulator.ts';
import type { ConversationRecord } from '../../../simulators/front/state/records.ts';
import { callFront } from './call-front.ts';
import { importBody } from './import-body.ts';

/** Imports a message into the first inbox, waits until it is there, and gives its conversation. */
export async function importMessage(
  front: FrontSimulator,
  change: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
  inboxId: string = front.state.inboxes[0]?.id ?? '',
): Promise<ConversationRecord> {
  const body = importBody(change, metadata);
  const answer = await callFront(front, 'POST', `/inboxes/${inboxId}/imported_messages`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  await front.settled();
  const found = front.state.message(({ externalId }) => externalId === body['external_id']);
  if (found === undefined) throw new Error('the import came to nothing');
  return found[0];
}
