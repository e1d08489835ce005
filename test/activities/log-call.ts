import type { AppendInput, AppendResult, ContactResult } from '../../activities/contract.ts';
import type { ConversationRecord } from '../../simulators/front/state/records.ts';
import type { Call } from '../../src/domain/call.ts';
import { appendOf } from './append-of.ts';
import { contactOf } from './contact-of.ts';
import type { Stage } from './stage.ts';

export interface LoggedCall {
  contact: ContactResult;
  appended: AppendResult;
  /** As it is when Front has made all it accepted. */
  conversation: ConversationRecord;
}

/** What a test changes of the inputs. */
export type Changed = Partial<AppendInput> & { checkExisting?: boolean };

/** Contact, append and assign, as the workflow has them done. */
export async function logCall(
  stage: Stage,
  call: Call,
  { checkExisting = false, ...changed }: Changed = {},
): Promise<LoggedCall> {
  const { policy = 'open', recent = null, moveTo = null } = changed;
  const look = contactOf(call, { policy, recent, moves: moveTo !== null, checkExisting });
  const { result: contact } = await stage.untilDone('findOrCreateContact', look);
  const { result: appended } = await stage.untilDone('appendToConversation', appendOf(call, contact, changed));
  const { conversationId, update } = appended;
  if (update !== null) await stage.untilDone('assignAgent', update);
  await stage.front.settled();
  const conversation = stage.front.state.conversation(conversationId);
  if (conversation === undefined) throw new Error(`Front has no ${conversationId}`);
  return { contact, appended, conversation };
}
