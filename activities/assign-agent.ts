import { Context } from '@temporalio/activity';
import type { ConversationChange } from '../src/adapters/front/conversation-calls.ts';
import type { Activities, SettleInput } from './contract.ts';
import type { Deps } from './deps.ts';

/**
 * Opens and assigns the conversation in one request. When an earlier attempt may have done it, the conversation is
 * looked at first, and what a person has changed since stays.
 */
export async function assignAgent({ front }: Deps, input: SettleInput): ReturnType<Activities['assignAgent']> {
  const { conversationId, change, previousAssigneeId } = input;
  const wanted: ConversationChange = {
    ...(change.open ? { status: 'open' } : {}),
    ...(change.assigneeId === null ? {} : { assignee_id: change.assigneeId }),
  };
  if (Context.current().info.attempt > 1) {
    const { value: found } = await front.getConversation(conversationId);
    const assigneeId = found.assignee?.id ?? null;
    if (found.status !== 'archived') delete wanted.status;
    if (assigneeId === change.assigneeId) delete wanted.assignee_id;
    if (wanted.assignee_id !== undefined && assigneeId !== previousAssigneeId) return { done: 'left to a person' };
    if (Object.keys(wanted).length === 0) return { done: 'already so' };
  }
  await front.updateConversation(conversationId, wanted);
  return { done: 'set' };
}
