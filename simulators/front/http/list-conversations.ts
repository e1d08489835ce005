import type { Request } from 'express';
import type { FrontContext } from '../front-context.ts';
import type { ConversationRecord } from '../state/records.ts';
import { FrontError } from './front-error.ts';
import { isVisible } from './middleware/follow-merges.ts';
import { page, queryOf, type ResultList } from './paging.ts';
import { presentConversation } from './present/present-conversation.ts';

const filters: Record<string, ConversationRecord['status']> = {
  assigned: 'assigned',
  unassigned: 'unassigned',
  archived: 'archived',
  trashed: 'deleted',
};

/**
 * The conversations that `belongs` picks, newest activity first, filtered by `q[statuses][]`. The trash is shown only
 * when asked for; merged conversations never are.
 *
 * @throws FrontError 400 for a status that is none of assigned, unassigned, archived and trashed
 */
export function listConversations(
  context: FrontContext,
  request: Request,
  belongs: (conversation: ConversationRecord) => boolean,
): ResultList {
  const statuses = readStatuses(request);
  const shown = context.state.conversations
    .filter(
      (conversation) => conversation.mergedInto === null && isVisible(context, conversation) && belongs(conversation),
    )
    .filter(({ status }) => statuses.includes(status))
    .toReversed()
    .toSorted((one, other) => other.updatedAtMs - one.updatedAtMs);
  return page(context.baseUrl, request, shown, (conversation) => presentConversation(context, conversation));
}

function readStatuses(request: Request): ConversationRecord['status'][] {
  const asked = [...queryOf(request)].filter(([key]) => /^q\[statuses\](?:\[\d*\])?$/.test(key));
  if (asked.length === 0) return ['assigned', 'unassigned', 'archived'];
  return asked.map(([, value]) => {
    const status = Object.hasOwn(filters, value) ? filters[value] : undefined;
    if (status !== undefined) return status;
    throw new FrontError(400, 'Query did not match schema', [`q.statuses: ${value} is not a status`]);
  });
}
