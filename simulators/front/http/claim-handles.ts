import { findByHandle } from '../state/contacts.ts';
import type { FrontData } from '../state/front-data.ts';
import { normalizeHandle, sameHandle } from '../state/handles.ts';
import type { Handle } from '../state/records.ts';
import { FrontError, refuseBody } from './front-error.ts';

/**
 * The handles as Front keeps them, once each, none of them another contact's.
 *
 * @param ownerId the contact that may have them already
 * @throws FrontError 409 that names the contacts which have one of them; 400 for a phone handle without digits
 */
export function claimHandles(data: FrontData, wanted: Handle[], ownerId?: string): Handle[] {
  const handles = wanted.map(({ source, handle }) => ({
    source,
    handle: normalizeHandle(source, handle) ?? refuseBody(`body.handles: not a ${source} handle`),
  }));
  const owners = handles.map(({ source, handle }) => findByHandle(data, source, handle)?.id);
  const conflicts = new Set(owners.filter((id) => id !== undefined && id !== ownerId));
  if (conflicts.size > 0) {
    throw new FrontError(409, `Your request contains a conflict with the contact(s): ${[...conflicts].join(', ')}`);
  }
  return handles.filter((handle, index) => handles.findIndex((other) => sameHandle(handle, other)) === index);
}
