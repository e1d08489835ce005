import type { FrontData } from './front-data.ts';
import { normalizeHandle, sameHandle } from './handles.ts';
import type { ContactRecord, Handle, HandleSource } from './records.ts';

/** The contact with this id or alias (`alt:phone:+33…`); undefined when there is none. */
export function findContact(data: FrontData, idOrAlias: string): ContactRecord | undefined {
  const alias = /^alt:([a-z_]+):(.*)$/s.exec(idOrAlias);
  if (alias === null) return data.contacts.find((contact) => contact.id === idOrAlias);
  return findByHandle(data, alias[1] as HandleSource, alias[2] ?? '');
}

export function findByHandle(data: FrontData, source: HandleSource, handle: string): ContactRecord | undefined {
  const normalized = normalizeHandle(source, handle);
  if (normalized === undefined) return undefined;
  return data.contacts.find((contact) =>
    contact.handles.some((own) => sameHandle(own, { source, handle: normalized })),
  );
}

/** Puts a contact in; the handles must be normalised and free already. */
export function insertContact(data: FrontData, fields: Partial<ContactRecord> & { handles: Handle[] }): ContactRecord {
  const nowMs = Date.now();
  const contact: ContactRecord = {
    name: '',
    description: '',
    links: [],
    lists: [],
    customFields: {},
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    ...fields,
    id: data.nextId('crd'),
  };
  data.contacts.push(contact);
  return contact;
}

/** All into the target: handles, lists and links are kept, and messages follow. The others are gone. */
export function mergeContactRecords(data: FrontData, target: ContactRecord, others: ContactRecord[]): ContactRecord {
  for (const other of others.filter(({ id }) => id !== target.id)) {
    if (target.name === '') target.name = other.name;
    target.handles.push(...other.handles);
    target.links = [...new Set([...target.links, ...other.links])];
    target.lists = [...new Set([...target.lists, ...other.lists])];
    target.description = [target.description, other.description].filter((text) => text !== '').join('\n');
    target.customFields = { ...other.customFields, ...target.customFields };
    data.contacts = data.contacts.filter(({ id }) => id !== other.id);
    for (const { messages } of data.conversations) {
      for (const recipient of messages.flatMap(({ recipients }) => recipients)) {
        if (recipient.contactId === other.id) recipient.contactId = target.id;
      }
    }
  }
  target.updatedAtMs = Date.now();
  return target;
}
