import { Router } from 'express';
import type { FrontContext } from '../../front-context.ts';
import { findContact, insertContact, mergeContactRecords } from '../../state/contacts.ts';
import type { ContactRecord } from '../../state/records.ts';
import { claimHandles } from '../claim-handles.ts';
import { FrontError, notFound } from '../front-error.ts';
import { listConversations } from '../list-conversations.ts';
import { scopeGuard } from '../middleware/authorize.ts';
import { page } from '../paging.ts';
import { parseBody } from '../parse-body.ts';
import { presentContact } from '../present/present-contact.ts';
import { createContact, mergeContacts, updateContact } from '../schemas/contact-schemas.ts';

/** `/contacts`: list, create, merge, get and update by id or alias, list conversations. */
export function contactRoutes(context: FrontContext): Router {
  const { state } = context;
  const routes = Router();
  const scope = scopeGuard(context.options.scopes);
  const contact = (idOrAlias: string): ContactRecord => {
    const { refuseSpellings } = context.behaviour;
    if (refuseSpellings !== null && /^alt:phone:(?!\+[1-9]\d{6,14}$)/.test(idOrAlias)) {
      throw new FrontError(refuseSpellings, 'Invalid resource alias');
    }
    return findContact(state, idOrAlias) ?? notFound();
  };

  routes.get('/contacts', scope('contacts:read'), (request, response) => {
    const newestFirst = state.contacts.toReversed();
    response.json(page(context.baseUrl, request, newestFirst, (record) => presentContact(context.baseUrl, record)));
  });
  routes.post('/contacts', scope('contacts:write'), (request, response) => {
    const body = parseBody(createContact, request);
    const handles = claimHandles(state, body.handles);
    const created = insertContact(state, { ...fields(body), handles });
    response.status(201).json(presentContact(context.baseUrl, created));
  });
  routes.post('/contacts/merge', scope('contacts:write'), (request, response) => {
    const { target_contact_id: targetId, contact_ids: ids } = parseBody(mergeContacts, request);
    const contacts = ids.map(contact);
    const target = targetId === undefined ? contacts[0] : contact(targetId);
    if (target === undefined) throw new FrontError(400, 'No contact to merge into');
    response.json(presentContact(context.baseUrl, mergeContactRecords(state, target, contacts)));
  });
  routes.get('/contacts/:id', scope('contacts:read'), (request, response) => {
    response.json(presentContact(context.baseUrl, contact(request.params.id)));
  });
  routes.patch('/contacts/:id', scope('contacts:write'), (request, response) => {
    const found = contact(request.params.id);
    Object.assign(found, fields(parseBody(updateContact, request)), { updatedAtMs: Date.now() });
    response.status(204).end();
  });
  routes.get('/contacts/:id/conversations', scope('conversations:read'), (request, response) => {
    const { id } = contact(request.params.id);
    const withContact = listConversations(context, request, ({ messages }) =>
      messages.some(({ recipients }) => recipients.some(({ contactId }) => contactId === id)),
    );
    response.json(withContact);
  });
  return routes;
}

function fields(body: ReturnType<typeof updateContact.parse>): Partial<ContactRecord> {
  const lists = body.list_names ?? body.group_names;
  return {
    ...(body.name === undefined ? {} : { name: body.name }),
    ...(body.description === undefined ? {} : { description: body.description }),
    ...(body.links === undefined ? {} : { links: body.links }),
    ...(lists === undefined ? {} : { lists }),
    ...(body.custom_fields === undefined ? {} : { customFields: body.custom_fields }),
  };
}
