import { type Request, type Response, Router } from 'express';
import type { AircallAccount } from '../aircall-account.ts';
import type { AircallCall } from '../aircall-state.ts';
import { restNoteBody } from '../bodies/note-body.ts';
import { restCallBody } from '../bodies/rest-call-body.ts';
import { paginate, queryParams } from './paginate.ts';
import { refuse } from './refuse.ts';

/** No list reaches beyond this many calls, and none says so (Aircall's help centre). */
const listReach = 10_000;
const historyMonths = 6;

const notePaths = ['summary', 'topics', 'action_items', 'sentiments', 'transcription'];

/**
 * `GET /v1/calls`, `/calls/search`, `/calls/:id`, and its AI notes, such as `/calls/:id/summary`: 403 without AI Assist, 404 for
 * none.
 */
export function callRoutes({ state, links }: AircallAccount): Router {
  const routes = Router();
  routes.get('/calls', (request, response) => {
    sendList(request, response, () => true);
  });
  routes.get('/calls/search', (request, response) => {
    sendList(request, response, matchesSearch(request));
  });
  routes.get('/calls/:id', (request, response) => {
    const call = state.calls.get(Number(request.params.id));
    if (call === undefined) refuse(response, 404, 'Call not found');
    else response.json({ call: bodyOf(request, call) });
  });
  for (const path of notePaths) {
    routes.get(`/calls/:id/${path}`, (request, response) => {
      const body = restNoteBody(state, Number(request.params['id']), path);
      if (!state.company.hasAiAssist) response.status(403).json({ message: 'Forbidden' });
      else if (body === undefined) refuse(response, 404, 'No content for this call');
      else response.json(body);
    });
  }
  return routes;

  function sendList(request: Request, response: Response, matches: (call: AircallCall) => boolean): void {
    const params = queryParams(request);
    const from = Number(params.get('from') ?? 0);
    const to = Number(params.get('to') ?? Number.POSITIVE_INFINITY);
    const order = params.get('order') ?? 'asc';
    if (Number.isNaN(from) || Number.isNaN(to)) {
      refuse(response, 400, 'from and to are UNIX timestamps in seconds');
    } else if (order !== 'asc' && order !== 'desc') {
      refuse(response, 400, 'order is asc or desc');
    } else {
      const first = Math.max(from, oldestListedSeconds());
      const found = [...state.calls.values()]
        .filter((call) => call.startedAtSeconds >= first && call.startedAtSeconds <= to && matches(call))
        .toSorted((a, b) => a.startedAtSeconds - b.startedAtSeconds || a.id - b.id);
      const { meta, list } = paginate(request, links.baseUrl, order === 'asc' ? found : found.toReversed(), listReach);
      response.json({ meta, calls: list.map((call) => bodyOf(request, call)) });
    }
  }

  function bodyOf(request: Request, call: AircallCall) {
    const params = queryParams(request);
    return restCallBody(state, links, call, {
      contact: params.get('fetch_contact') === 'true',
      shortUrls: params.get('fetch_short_urls') === 'true',
      timeline: params.get('fetch_call_timeline') === 'true',
    });
  }
}

/** Lists forget calls after six months; a read by id does not. */
function oldestListedSeconds(): number {
  const oldest = new Date();
  return oldest.setUTCMonth(oldest.getUTCMonth() - historyMonths) / 1000;
}

/** The filters of `GET /v1/calls/search`: direction, user, outside number (by its digits), and tags, all of which must be set. */
function matchesSearch(request: Request): (call: AircallCall) => boolean {
  const params = queryParams(request);
  const direction = params.get('direction');
  const userId = params.get('user_id');
  const digits = params.get('phone_number')?.replaceAll(/\D/g, '');
  const tagIds = params.getAll('tags[]').map(Number);
  return (call) =>
    (direction === null || call.direction === direction) &&
    (userId === null || call.agentId === Number(userId)) &&
    (digits === undefined || call.caller.replaceAll(/\D/g, '') === digits) &&
    tagIds.every((id) => call.tags.some((tag) => tag.id === id));
}
