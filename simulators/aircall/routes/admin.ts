import { Router } from 'express';
import { z } from 'zod';
import type { AircallAccount } from '../aircall-account.ts';
import { availabilities } from '../aircall-state.ts';
import type { CallPlayer } from '../call-player.ts';
import { CallScript } from '../call-script.ts';

const userChange = z.strictObject({ availability: z.enum(availabilities) });
const clockChange = z.strictObject({ ms: z.int().min(0) });

/**
 * `/_sim` of this simulator, besides the kit's routes: POST calls (a CallScript; 201 with its id), GET state, GET
 * calls/:id/events/:event (the body of a webhook sent now), POST users/:id (`availability`), POST clock (`ms`: the
 * media links' clock jumps ahead).
 */
export function aircallAdminRoutes(
  { state, links }: AircallAccount,
  player: CallPlayer,
  eventBody: (callId: number, event: string) => unknown,
): Router {
  const routes = Router();
  routes.post('/calls', (request, response) => {
    const parsed = CallScript.safeParse(request.body);
    if (!parsed.success) {
      response.status(400).json({ error: z.prettifyError(parsed.error) });
      return;
    }
    try {
      response.status(201).json({ id: player.play(parsed.data) });
    } catch (error) {
      response.status(400).json({ error: error instanceof Error ? error.message : String(error) });
    }
  });
  routes.get('/calls/:id/events/:event', (request, response) => {
    const id = Number(request.params.id);
    if (state.calls.has(id)) response.json(eventBody(id, request.params.event));
    else response.status(404).json({ error: 'no such call' });
  });
  routes.get('/state', (_request, response) => {
    const lists = Object.entries(state).map(([key, value]) => [
      key,
      value instanceof Map ? [...value.values()] : value,
    ]);
    response.json(Object.fromEntries(lists));
  });
  routes.post('/users/:id', (request, response) => {
    const user = state.users.get(Number(request.params.id));
    const parsed = userChange.safeParse(request.body);
    if (user === undefined) response.status(404).json({ error: 'no such user' });
    else if (!parsed.success) response.status(400).json({ error: z.prettifyError(parsed.error) });
    else {
      user.availability = parsed.data.availability;
      response.status(204).end();
    }
  });
  routes.post('/clock', (request, response) => {
    const parsed = clockChange.safeParse(request.body);
    if (!parsed.success) {
      response.status(400).json({ error: z.prettifyError(parsed.error) });
      return;
    }
    links.clockOffsetMs += parsed.data.ms;
    response.json({ offsetMs: links.clockOffsetMs });
  });
  return routes;
}
