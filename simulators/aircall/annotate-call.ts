import type { AircallCall, AircallState, AircallTag } from './aircall-state.ts';

/** Writes a comment into the call, dated by the call's clock. `postedById` null: by the API. */
export function addComment(state: AircallState, call: AircallCall, content: string, postedById: number | null): void {
  call.comments.push({ id: state.nextIds.comment, content, postedById, postedAtSeconds: call.clockSeconds });
  state.nextIds.comment += 1;
}

/** Sets a tag on the call, once. `taggedById` null: by no user, which Aircall writes as `{}`. */
export function addTag(call: AircallCall, tagId: number, taggedById: number | null): void {
  if (call.tags.some((tag) => tag.id === tagId)) return;
  call.tags.push({ id: tagId, taggedById, taggedAtSeconds: call.clockSeconds });
}

/** The account's tag of that name, made if there is none. */
export function findOrCreateTag(state: AircallState, name: string): AircallTag {
  const found = [...state.tags.values()].find((tag) => tag.name === name);
  if (found !== undefined) return found;
  const tag = { id: state.nextIds.tag, name };
  state.nextIds.tag += 1;
  state.tags.set(tag.id, tag);
  return tag;
}
