import type { ContactRecord } from '../../state/records.ts';

export function presentContact(baseUrl: string, contact: ContactRecord): Record<string, unknown> {
  const self = `${baseUrl}/contacts/${contact.id}`;
  const lists = contact.lists.map((name, index) => ({
    _links: { self: `${baseUrl}/contact_lists/grp_${index + 1}` },
    id: `grp_${index + 1}`,
    name,
    is_private: false,
  }));
  return {
    _links: { self, related: { notes: `${self}/notes`, conversations: `${self}/conversations` } },
    id: contact.id,
    name: contact.name,
    description: contact.description,
    links: contact.links,
    groups: lists,
    lists,
    handles: contact.handles.map(({ source, handle }) => ({ source, handle })),
    custom_fields: contact.customFields,
    is_private: false,
    updated_at: contact.updatedAtMs / 1000,
  };
}
