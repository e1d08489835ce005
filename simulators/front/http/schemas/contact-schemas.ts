import { z } from 'zod';

const fields = {
  name: z.string().optional(),
  description: z.string().optional(),
  links: z.array(z.string()).optional(),
  group_names: z.array(z.string()).optional(),
  list_names: z.array(z.string()).optional(),
  custom_fields: z.record(z.string(), z.unknown()).optional(),
};

/** A way to reach a contact, as requests give it. */
export const contactHandle = z.strictObject({
  handle: z.string(),
  source: z.enum(['twitter', 'email', 'phone', 'facebook', 'intercom', 'front_chat', 'custom']),
});

export const createContact = z.strictObject({ ...fields, handles: z.array(contactHandle).min(1) });

export const updateContact = z.strictObject(fields);

export const deleteHandle = contactHandle.extend({ force: z.boolean().optional() });

export const mergeContacts = z.strictObject({
  target_contact_id: z.string().optional(),
  contact_ids: z.array(z.string()).min(2).max(50),
});
