import type { AircallUser } from '../aircall-state.ts';
import { apiLink } from './api-link.ts';

const createdAt = '2020-03-02T09:00:00.000Z';

/** A user inside another object: abridged. */
export function nestedUserBody(user: AircallUser) {
  const available = user.availability === 'available';
  return {
    id: user.id,
    direct_link: apiLink(`v1/users/${user.id}`),
    name: user.name,
    email: user.email,
    available,
    availability_status: available ? 'available' : 'unavailable',
    language: user.language,
    wrap_up_time: user.wrapUpTimeSeconds,
  };
}

/** A user of `/v2/users`: without the `numbers` that version 1 had. */
export function userBody(user: AircallUser) {
  return {
    ...nestedUserBody(user),
    direct_link: apiLink(`v2/users/${user.id}`),
    substatus: 'always_opened',
    time_zone: user.timeZone,
    created_at: createdAt,
  };
}
