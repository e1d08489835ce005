import type { ConversationChange } from '../../src/adapters/front/conversations.ts';
import { nullIfRefused } from '../../src/adapters/http/errors.ts';
import type { Undo } from '../../src/domain/decide.ts';
import { namedCall } from '../../src/domain/entries.ts';
import { nameKey } from '../../src/domain/ids.ts';
import { earlierCheckpoint, leaveCheckpoint } from '../attempt.ts';
import type { TagsInput, TagsResult, UndoInput } from '../contract.ts';
import { askLedger, type Deps } from '../deps.ts';

/**
 * Looks at the existing tags first, so that a repeat changes nothing and earlier tags are known: an undo may remove
 * what this activity added, but not what a person had added.
 * @param seen the conversation, if the activity has just read it
 */
export async function changeTags(
  deps: Pick<Deps, 'front' | 'ledger'>,
  input: TagsInput,
  seen?: Awaited<ReturnType<Deps['front']['getConversation']>>,
): Promise<TagsResult> {
  const { front } = deps;
  const { conversationId, add, remove } = input;
  const earlier = earlierCheckpoint(input) as TagsResult | undefined;
  const now = seen ?? (await front.getConversation(conversationId).catch(nullIfRefused));
  // Deleted for good, or made private: there is nothing to tag.
  if (now === null) return earlier ?? { added: [], removed: [] };
  const { conversationId: survivorId, value: found } = now;
  const there = new Map((found.tags ?? []).map(({ id, name }) => [nameKey(name), id]));
  const idOf = (name: string): string | undefined => there.get(nameKey(name));
  const missing = add.filter((name) => idOf(name) === undefined);
  const added = new Set(add.map(nameKey));
  const named = remove.filter((name) => idOf(name) !== undefined && !added.has(nameKey(name)));
  const unwanted = named.length === 0 ? [] : await withoutTagsOfOthers(deps, input, named);
  const elsewhere = survivorId === conversationId ? {} : { conversationId: survivorId };
  const result = earlier ?? { ...elsewhere, added: missing, removed: unwanted };
  if (missing.length + unwanted.length === 0) return result;
  leaveCheckpoint(result);
  const ids: string[] = [];
  for (const name of missing) ids.push(await front.requireTag(name));
  if (ids.length > 0) await front.addTags(survivorId, ids);
  if (unwanted.length > 0)
    await front.removeTags(
      survivorId,
      unwanted.flatMap((name) => idOf(name) ?? []),
    );
  return result;
}

/** A tag that stays too long is removed by a person in a moment: one is removed only when no other call is known to have it. */
async function withoutTagsOfOthers(deps: Pick<Deps, 'ledger'>, { of }: TagsInput, tags: string[]): Promise<string[]> {
  const { callId, caller = null } = of ?? {};
  if (callId === undefined || caller === null || deps.ledger === null) return tags;
  const others = await askLedger(deps, (ledger) => ledger.tagsOfOtherCalls(caller, callId));
  if (others === undefined) return [];
  const kept = new Set(others.map(nameKey));
  return tags.filter((name) => !kept.has(nameKey(name)));
}

/** The undoing of a rule waits under the id of the conversation that the rule changed, and Front reports the survivor. */
export async function findMerged(
  { front, ledger }: Deps,
  { conversationId }: { conversationId: string },
): Promise<{ conversationIds: string[] }> {
  if (ledger === null) return { conversationIds: [] };
  const { value: messages } = await front.listMessages(conversationId);
  const callIds = [...new Set(messages.flatMap(({ text, body }) => namedCall(text || body || '') ?? []))];
  const all = callIds.length === 0 ? [] : await ledger.conversationsOf(callIds);
  return { conversationIds: all.filter((id) => id !== conversationId) };
}

/** Leaves a tag that is gone, and a conversation that a person has moved on, as they are. */
export async function undoRules(deps: Deps, input: UndoInput): Promise<{ undone: Undo[] }> {
  const { conversationId, undo, before } = input;
  const undone: Undo[] = [];
  const tags = undo.flatMap((each) => (each.kind === 'untag' ? [each.tag] : []));
  if (tags.length > 0) {
    const { removed } = await changeTags(deps, { conversationId, add: [], remove: [...new Set(tags)], before });
    undone.push(...removed.map((tag): Undo => ({ kind: 'untag', tag })));
  }
  const moves = undo.flatMap((each) => (each.kind === 'move back' ? [each] : []));
  // Of several moves, the first knows where the conversation came from.
  const [move] = moves;
  if (move === undefined) return { undone };
  const place = await deps.front.listInboxes(conversationId).catch(nullIfRefused);
  if (!place?.value.includes(move.to)) return { undone };
  await deps.front.updateConversation(place.conversationId, { inbox_id: move.from } satisfies ConversationChange);
  return { undone: [...undone, move] };
}
