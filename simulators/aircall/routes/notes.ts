import { Router } from 'express';
import type { AircallAccount } from '../aircall-account.ts';
import { restNoteBody } from '../bodies/note-body.ts';
import { refuse } from './refuse.ts';

/** `GET /v1/calls/:id/` summary, topics, action_items, sentiments and transcription: 403 without AI Assist, 404 for none. */
export function noteRoutes({ state }: AircallAccount): Router {
  const routes = Router();
  for (const path of ['summary', 'topics', 'action_items', 'sentiments', 'transcription']) {
    routes.get(`/calls/:id/${path}`, (request, response) => {
      const body = restNoteBody(state, Number(request.params['id']), path);
      if (!state.company.hasAiAssist) response.status(403).json({ message: 'Forbidden' });
      else if (body === undefined) refuse(response, 404, 'No content for this call');
      else response.json(body);
    });
  }
  return routes;
}
