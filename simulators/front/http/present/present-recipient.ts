import type { RecipientRecord } from '../../state/records.ts';

export function presentRecipient(baseUrl: string, recipient: RecipientRecord): Record<string, unknown> {
  const { contactId, name, handle, role } = recipient;
  const contact = contactId === null ? null : `${baseUrl}/contacts/${contactId}`;
  return { _links: { related: { contact } }, name, handle, role };
}
