import { Router } from 'express';
import type { FrontContext } from '../../front-context.ts';
import { findContact } from '../../state/contacts.ts';
import { normalizeHandle, sameHandle } from '../../state/handles.ts';
import { claimHandles } from '../claim-handles.ts';
import { FrontError, notFound } from '../front-error.ts';
import { scopeGuard } from '../middleware/authorize.ts';
import { parseBody } from '../parse-body.ts';
import { contactHandle, deleteHandle } from '../schemas/contact-schemas.ts';

/** `/contacts/{id}/handles`: add and delete. */
export function contactHandleRoutes(context: FrontContext): Router {
  const { state } = context;
  const routes = Router();
  const scope = scopeGuard(context.options.scopes);

  routes.post('/contacts/:id/handles', scope('contacts:write'), (request, response) => {
    const contact = findContact(state, request.params.id) ?? notFound();
    const claimed = claimHandles(state, [parseBody(contactHandle, request)], contact.id);
    contact.handles.push(...claimed.filter((handle) => contact.handles.every((own) => !sameHandle(own, handle))));
    contact.updatedAtMs = Date.now();
    response.status(204).end();
  });
  routes.delete('/contacts/:id/handles', scope('contacts:write'), (request, response) => {
    const contact = findContact(state, request.params.id) ?? notFound();
    const { source, handle, force } = parseBody(deleteHandle, request);
    const unwanted = { source, handle: normalizeHandle(source, handle) ?? handle };
    const left = contact.handles.filter((own) => !sameHandle(own, unwanted));
    if (left.length === contact.handles.length) notFound('The contact does not have this handle');
    if (left.length === 0 && force !== true) throw new FrontError(400, 'Cannot remove the last handle of a contact');
    contact.handles = left;
    contact.updatedAtMs = Date.now();
    if (left.length === 0) state.contacts = state.contacts.filter(({ id }) => id !== contact.id);
    response.status(204).end();
  });
  return routes;
}
