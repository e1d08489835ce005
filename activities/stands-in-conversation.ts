import type { FrontClient } from '../src/adapters/front/client.ts';
import type { Call } from '../src/domain/call.ts';

/**
 * Whether the call's own entry stands in the conversation already. Front does not give the `external_id` back, so it is
 * known by its time, and by the call's id in its text. (The other entries may be alike for two calls: they are imported
 * again, which their key makes harmless.)
 */
export async function standsInConversation(
  front: FrontClient,
  conversationId: string,
  { id, startedAtSeconds }: Call,
): Promise<boolean> {
  const { value: messages } = await front.listMessages(conversationId, startedAtSeconds);
  const names = new RegExp(`(?<!\\d)${id}(?!\\d)`);
  return messages.some(
    ({ created_at, body, text }) =>
      Math.floor(created_at ?? 0) === startedAtSeconds && [text, body].some((written) => names.test(written ?? '')),
  );
}
