import type { ConversationChange } from '../src/adapters/front/conversations.ts';
import type { Undo } from '../src/domain/decide.ts';
import { changeTags } from './change-tags.ts';
import type { UndoInput } from './contract.ts';
import type { Deps } from './deps.ts';

/** A tag that is gone and a conversation that a person has moved on are left as they are. */
export async function undoRules(deps: Deps, input: UndoInput): Promise<{ undone: Undo[] }> {
  const { conversationId, undo, before } = input;
  const undone: Undo[] = [];
  const tags = undo.flatMap((each) => (each.kind === 'untag' ? [each.tag] : []));
  if (tags.length > 0) {
    const { removed } = await changeTags(deps, { conversationId, add: [], remove: [...new Set(tags)], before });
    undone.push(...removed.map((tag): Undo => ({ kind: 'untag', tag })));
  }
  const moves = undo.flatMap((each) => (each.kind === 'move back' ? [each] : []));
  // Of several moves the first knows where the conversation came from.
  const [move] = moves;
  if (move === undefined) return { undone };
  const { conversationId: survivorId, value: inboxIds } = await deps.front.listInboxes(conversationId);
  if (!inboxIds.includes(move.to)) return { undone };
  await deps.front.updateConversation(survivorId, { inbox_id: move.from } satisfies ConversationChange);
  return { undone: [...undone, move] };
}
