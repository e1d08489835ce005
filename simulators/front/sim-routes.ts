import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { FrontContext } from './front-context.ts';
import { contactHandle } from './http/schemas/contact-schemas.ts';

/**
 * What people do in Front, over HTTP: `/_sim/state`, `/_sim/settled`, `/_sim/conversations/{id}/archive` and so on.
 * A JSON request gets 204 (or what was made, 201); a form of the page goes back to the page. Faults go to `simErrors`.
 */
export function simRoutes({ state, background, behaviour }: FrontContext): Router {
  const routes = Router();
  routes.get('/state', (_request, response) => {
    const { contacts, conversations, inboxes, teammates, tags, links } = state;
    response.json({ contacts, conversations, inboxes, teammates, tags, links });
  });
  routes.get('/behaviour', (_request, response) => {
    response.json(behaviour);
  });
  routes.patch('/behaviour', (request, response) => {
    Object.assign(behaviour, behaviourChange.parse(request.body));
    response.json(behaviour);
  });
  routes.post('/settled', async (_request, response) => {
    await background.settled();
    response.status(204).end();
  });
  routes.post('/contacts', (request, response) => {
    response.status(201).json(state.addContact(newContact.parse(request.body)));
  });
  routes.post('/contacts/merge', (request, response) => {
    response.status(201).json(state.mergeContacts(...contactIds.parse(request.body).contactIds));
  });
  routes.post('/contacts/:id/email-conversations', (request, response) => {
    const { subject, inboxId } = newEmail.parse(request.body);
    response.status(201).json(state.addEmailConversation(request.params.id, subject, inboxId));
  });
  routes.post('/contacts/:id/chats', (request, response) => {
    response.status(201).json(state.addChat(request.params.id, newChat.parse(request.body)));
  });
  routes.post('/conversations/:id/snooze', (request, response) => {
    const { teammateId, untilSeconds } = snooze.parse(request.body);
    state.snooze(request.params.id, teammateId, untilSeconds);
    done(request, response);
  });
  routes.post('/inboxes', (request, response) => {
    response.status(201).json(state.addInbox(named.parse(request.body).name));
  });
  routes.post('/tags', (request, response) => {
    response.status(201).json(state.addTag(named.parse(request.body).name));
  });
  routes.delete('/:kind/:id', (request, response) => {
    state.remove(request.params.id);
    response.status(204).end();
  });
  routes.post('/conversations/:id/comments', (request, response) => {
    const { teammateId, body } = newComment.parse(request.body);
    response.status(201).json(state.addComment(request.params.id, teammateId, body));
  });
  routes.post('/conversations/:id/merge', (request, response) => {
    response.status(201).json(state.mergeConversations(request.params.id, intoId.parse(request.body).intoId));
  });
  routes.post('/conversations/:id/move', (request, response) => {
    state.moveConversation(request.params.id, inboxId.parse(request.body).inboxId);
    done(request, response);
  });
  routes.post('/conversations/:id/assign', (request, response) => {
    state.assign(request.params.id, assignee.parse(request.body).teammateId);
    done(request, response);
  });
  routes.post('/conversations/:id/archive', (request, response) => {
    state.archiveConversation(request.params.id);
    done(request, response);
  });
  routes.post('/conversations/:id/reopen', (request, response) => {
    state.reopenConversation(request.params.id);
    done(request, response);
  });
  routes.post('/conversations/:id/delete', (request, response) => {
    state.deleteConversation(request.params.id);
    done(request, response);
  });
  routes.use((request) => {
    throw new RangeError(`There is no ${request.method} ${request.originalUrl}`);
  });
  return routes;
}

const newContact = z.object({ name: z.string(), handles: z.array(contactHandle) });
const contactIds = z.object({ contactIds: z.array(z.string()).min(2) });
const named = z.object({ name: z.string() });
const behaviourChange = z
  .strictObject({
    importDelayMs: z.number().min(0),
    dropImports: z
      .strictObject({
        matching: z.string(),
        externalId: z.enum(['forgotten', 'kept']),
        times: z.int().positive().exactOptional(),
      })
      .nullable(),
    importsReopen: z.boolean(),
    refuseSpellings: z.int().min(400).max(599).nullable(),
    seesPrivate: z.boolean(),
  })
  .partial();
const newChat = z.object({
  handle: z.string().exactOptional(),
  subject: z.string().exactOptional(),
  inboxId: z.string().exactOptional(),
  bodies: z.array(z.string()).exactOptional(),
});
const snooze = z.object({ teammateId: z.string(), untilSeconds: z.number().nullable() });
const newEmail = z.object({ subject: z.string(), inboxId: z.string().default('') });
const newComment = z.object({ teammateId: z.string(), body: z.string() });
const intoId = z.object({ intoId: z.string() });
const inboxId = z.object({ inboxId: z.string() });
const assignee = z.object({ teammateId: z.string().nullable() });

/** A page's form carries `back`, the page's own query; only that part of the address is its to choose. */
function done(request: Request, response: Response): void {
  const back = (request.body as { back?: unknown } | undefined)?.back;
  if (typeof back === 'string') response.redirect(303, `/?${new URLSearchParams(back).toString()}`);
  else response.status(204).end();
}
