import type { FrontState } from '../../../../simulators/front/state/front-state.ts';
import type { ConversationRecord, MessageRecord } from '../../../../simulators/front/state/records.ts';

/** Where a call is in Front: its entries in the order in which Front shows them. */
export interface CallPlace {
  conversation: ConversationRecord;
  messages: MessageRecord[];
}

/** @returns the conversations that have entries of the call; one, if all is well */
export function findCall(front: FrontState, callId: number): CallPlace[] {
  return front.conversations
    .map((conversation) => ({
      conversation,
      messages: conversation.messages.filter(({ externalId }) => externalId?.startsWith(`aircall-${callId}-`)),
    }))
    .filter(({ messages }) => messages.length > 0);
}
