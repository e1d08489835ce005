import type { TagsInput, TagsResult } from './contract.ts';
import type { Deps } from './deps.ts';
import { earlierCheckpoint, leaveCheckpoint } from './keep-alive.ts';

/**
 * Looks at the tags that are there, so that a repeat changes nothing and what was there before is known: what this
 * activity added may be taken off again, what a person had added may not.
 */
export async function changeTags({ front }: Deps, input: TagsInput): Promise<TagsResult> {
  const { conversationId, add, remove } = input;
  const { conversationId: survivorId, value: found } = await front.getConversation(conversationId);
  const there = new Map((found.tags ?? []).map(({ id, name }) => [name.trim().toLowerCase(), id]));
  const idOf = (name: string): string | undefined => there.get(name.trim().toLowerCase());
  const missing = add.filter((name) => idOf(name) === undefined);
  const unwanted = remove.filter((name) => idOf(name) !== undefined);
  const earlier = earlierCheckpoint(input) as TagsResult | undefined;
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
