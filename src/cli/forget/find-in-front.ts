import { findCallersConversation, markOf } from '../../../activities/find-callers-conversation.ts';
import { createFrontClient } from '../../adapters/front/front-client.ts';
import type { Config } from '../../config/config.ts';
import { tellVendorFault } from '../tell-vendor-fault.ts';

/** What Front has of a caller; or why Front does not say. */
export type InFront = { problem: string } | { hasContact: boolean; conversationIds: string[] };

/** Looks for the contact of a number (E.164), and for the conversation that Callthread began. Reads only. */
export async function findInFront(front: Config['front'], e164: string): Promise<InFront> {
  const client = createFrontClient(front);
  const mark = markOf({ kind: 'number', e164 }, 0);
  const conversationIds = new Set<string>();
  let hasContact = false;
  try {
    for (const source of ['phone', 'custom'] as const) {
      const found = await findCallersConversation(client, { source, handle: e164 }, mark);
      if (found === null) continue;
      hasContact = true;
      for (const id of [found.conversation?.conversationId, found.deletedId]) if (id) conversationIds.add(id);
    }
    return { hasContact, conversationIds: [...conversationIds] };
  } catch (error) {
    const told = tellVendorFault(error);
    if (told === null) throw error;
    return { problem: `${told.found}. ${told.remedy}` };
  }
}
