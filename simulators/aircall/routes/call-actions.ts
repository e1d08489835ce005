import { type Request, type Response, Router } from 'express';
import type { AircallAccount } from '../aircall-account.ts';
import type { AircallCall } from '../aircall-state.ts';
import { addComment, addTag } from '../annotate-call.ts';
import { restCallBody } from '../bodies/rest-call-body.ts';
import { refuse } from './refuse.ts';

/** A call holds no more comments than that (Aircall's reference on calls). */
const maxComments = 5;

/** What the API can do to a call: comments, tags, archive. Each fires its event, as an agent's own doing would. */
export function callActionRoutes(account: AircallAccount): Router {
  const { state, links } = account;
  const routes = Router();
  routes.post('/calls/:id/comments', (request, response) => {
    const call = find(request, response);
    if (call === undefined) return;
    const content = (request.body as { content?: unknown } | undefined)?.content;
    if (typeof content !== 'string' || content === '') {
      refuse(response, 400, 'content is required');
    } else if (call.comments.length >= maxComments) {
      refuse(response, 400, `Maximum of ${maxComments} notes can be added to a Call.`);
    } else {
      happen(call, 'call.commented', () => addComment(state, call, content, null));
      response.status(201).end();
    }
  });
  routes.post('/calls/:id/tags', (request, response) => {
    const call = find(request, response);
    if (call === undefined) return;
    const tags = (request.body as { tags?: unknown } | undefined)?.tags;
    const ids = Array.isArray(tags) ? tags.map(Number) : [];
    if (ids.length === 0 || !ids.every((id) => state.tags.has(id))) {
      refuse(response, 400, 'tags is a list of ids of existing tags');
    } else {
      happen(call, 'call.tagged', () => {
        for (const id of ids) addTag(call, id, null);
      });
      response.status(201).end();
    }
  });
  routes.put('/calls/:id/archive', (request, response) => archive(request, response, true));
  routes.put('/calls/:id/unarchive', (request, response) => archive(request, response, false));
  return routes;

  function archive(request: Request, response: Response, archived: boolean): void {
    const call = find(request, response);
    if (call === undefined) return;
    const setArchived = () => {
      call.archived = archived;
    };
    // Aircall has no event for taking a call out of the archive.
    if (archived) happen(call, 'call.archived', setArchived);
    else setArchived();
    response.json({ call: restCallBody(state, links, call, { contact: false, shortUrls: false, timeline: false }) });
  }

  function find(request: Request, response: Response): AircallCall | undefined {
    const call = state.calls.get(Number(request.params['id']));
    if (call === undefined) refuse(response, 404, 'Call not found');
    return call;
  }

  function happen(call: AircallCall, event: string, act: () => void): void {
    call.clockSeconds = Math.max(call.clockSeconds, Math.floor(Date.now() / 1000));
    act();
    account.publish(call.id, account.describe(call, event));
  }
}
