import type { Request } from 'express';
import type { AircallCall } from './aircall-state.ts';
import { queryParams } from './query-params.ts';

/** The filters of `GET /v1/calls/search`: direction, user, outside number (by its digits), and tags, all of which must be set. */
export function matchesSearch(request: Request): (call: AircallCall) => boolean {
  const params = queryParams(request);
  const direction = params.get('direction');
  const userId = params.get('user_id');
  const digits = params.get('phone_number')?.replaceAll(/\D/g, '');
  const tagIds = params.getAll('tags[]').map(Number);
  return (call) =>
    (direction === null || call.direction === direction) &&
    (userId === null || call.agentId === Number(userId)) &&
    (digits === undefined || call.caller.replaceAll(/\D/g, '') === digits) &&
    tagIds.every((id) => call.tags.some((tag) => tag.id === id));
}
