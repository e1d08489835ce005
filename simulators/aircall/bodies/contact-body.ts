import type { AircallContact } from '../aircall-state.ts';
import { apiLink } from './api-link.ts';

/** A contact of Aircall's own address book. */
export function contactBody(contact: AircallContact) {
  const email = `${contact.firstName}.${contact.lastName}@example.com`.toLowerCase().replaceAll(/\s+/g, '-');
  return {
    id: contact.id,
    direct_link: apiLink(`v1/contacts/${contact.id}`),
    first_name: contact.firstName,
    last_name: contact.lastName,
    company_name: contact.company,
    description: null,
    information: '',
    is_shared: true,
    phone_numbers: [{ id: contact.id + 10_000, label: 'Work', value: contact.phoneNumber }],
    emails: [{ id: contact.id + 20_000, label: 'Work', value: email }],
  };
}
