import type { InboxRecord } from '../../state/records.ts';

export function presentInbox(baseUrl: string, inbox: InboxRecord): Record<string, unknown> {
  const self = `${baseUrl}/inboxes/${inbox.id}`;
  const related = {
    teammates: `${self}/teammates`,
    conversations: `${self}/conversations`,
    channels: `${self}/channels`,
    owner: `${baseUrl}/teams/tim_1`,
  };
  return {
    _links: { self, related },
    id: inbox.id,
    name: inbox.name,
    is_private: false,
    is_public: true,
    custom_fields: {},
  };
}
