import type { FrontSimulator } from '../../simulators/front/start-front-simulator.ts';
import { runAll } from '../stage/post-all.ts';

interface Imported {
  conversation_id?: string;
  external_id: string;
  metadata: { thread_ref?: string };
}

const token = 'front-test-token';
const atOnce = 10;
/** Below the ids of the benchmark's own calls. */
const firstId = 1_000_000;

/**
 * Imports more calls of a caller into Front with the requests that Callthread made for the existing one: into the same
 * conversation, under other `external_id`s.
 */
export async function importEarlierCalls(front: FrontSimulator, caller: string, count: number): Promise<void> {
  const conversation = front.state.conversations.find(({ messages }) =>
    messages.some(({ recipients }) => recipients.some(({ handle }) => handle === caller)),
  );
  if (conversation === undefined) throw new Error('The caller has no conversation yet');
  const callId = /^aircall-(\d+)-/.exec(conversation.messages[0]?.externalId ?? '')?.[1] ?? '';
  const models = front.journal.entries.filter(
    ({ path, body }) => path.endsWith('/imported_messages') && (body as Imported).external_id.includes(`-${callId}-`),
  );
  const requests = Array.from({ length: count }, (_, index) =>
    models.map(({ path, body }) => {
      const { metadata, external_id: externalId, ...rest } = body as Imported;
      const { thread_ref: _first, ...kept } = metadata;
      const another = externalId.replace(callId, String(firstId + index));
      return { path, body: { ...rest, external_id: another, conversation_id: conversation.id, metadata: kept } };
    }),
  ).flat();
  await runAll(requests, atOnce, async ({ path, body }) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(`${front.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    await response.arrayBuffer();
    if (response.status !== 202) throw new Error(`An import was answered ${response.status}`);
  });
  await front.settled();
}
