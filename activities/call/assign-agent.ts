import type { ConversationChange } from '../../src/adapters/front/conversations.ts';
import { nullIfRefused } from '../../src/adapters/http/errors.ts';
import { isRepeated } from '../attempt.ts';
import type { Activities, AssignInput } from '../contract.ts';
import type { Deps } from '../deps.ts';

/**
 * Opens, assigns and moves the conversation in one request. If an earlier attempt may have done it, it looks at the
 * conversation first and keeps what a person has changed since; what Front refuses to show it leaves as it is.
 */
export async function assignAgent(deps: Deps, input: AssignInput): ReturnType<Activities['assignAgent']> {
  const { conversationId, change } = input;
  const wanted: ConversationChange = {
    ...(change.open ? { status: 'open' } : {}),
    ...(change.assigneeId === null ? {} : { assignee_id: change.assigneeId }),
    ...(change.inboxId === null ? {} : { inbox_id: change.inboxId }),
  };
  const rest = isRepeated(input) ? await stillWanted(deps, input, wanted) : wanted;
  if (Object.keys(rest).length === 0) return { done: 'already so' };
  await deps.front.updateConversation(conversationId, rest);
  return { done: 'set' };
}

async function stillWanted(
  { front }: Deps,
  { conversationId, previous }: AssignInput,
  wanted: ConversationChange,
): Promise<ConversationChange> {
  const seen = await front.getConversation(conversationId).catch(nullIfRefused);
  if (seen === null) return {};
  const { value: found } = seen;
  const rest = { ...wanted };
  if (found.status !== 'archived') delete rest.status;
  if ((found.assignee?.id ?? null) !== previous.assigneeId) delete rest.assignee_id;
  if (rest.inbox_id !== undefined) {
    const place = await front.listInboxes(conversationId).catch(nullIfRefused);
    if (!place?.value.includes(previous.inboxId)) delete rest.inbox_id;
  }
  return rest;
}
