import type { TeammateRecord } from '../../state/records.ts';

export function presentTeammate(baseUrl: string, teammate: TeammateRecord): Record<string, unknown> {
  const self = `${baseUrl}/teammates/${teammate.id}`;
  return {
    _links: { self, related: { inboxes: `${self}/inboxes`, conversations: `${self}/conversations` } },
    id: teammate.id,
    email: teammate.email,
    username: teammate.username,
    first_name: teammate.firstName,
    last_name: teammate.lastName,
    license_type: 'full',
    is_admin: teammate.isAdmin,
    is_available: teammate.isAvailable,
    is_blocked: teammate.isBlocked,
    type: teammate.type,
    custom_fields: {},
  };
}
