import type { TagsInput, TagsResult } from './contract.ts';
import type { Deps } from './deps.ts';

/** Looks at the tags that are there, so that a repeat changes nothing and what was there before is known. */
export async function changeTags({ front }: Deps, { conversationId, add, remove }: TagsInput): Promise<TagsResult> {
  const { conversationId: survivorId, value: found } = await front.getConversation(conversationId);
  const there = new Map((found.tags ?? []).map(({ id, name }) => [name.toLowerCase(), id]));
  const added = add.filter((name) => !there.has(name.toLowerCase()));
  const removed = remove.filter((name) => there.has(name.toLowerCase()));
  if (added.length > 0) {
    const ids: string[] = [];
    for (const name of added) ids.push(await front.requireTag(name));
    await front.addTags(survivorId, ids);
  }
  if (removed.length > 0)
    await front.removeTags(
      survivorId,
      removed.flatMap((name) => there.get(name.toLowerCase()) ?? []),
    );
  return { added, removed };
}
