import { type Request, type Response, Router } from 'express';
import type { AircallState, Dial } from '../aircall-state.ts';
import { refuse } from './refuse.ts';

/** Click-to-dial: fills the agent's Workspace (`dial`) or starts the call (`calls`). Both are only recorded. */
export function dialRoutes(state: AircallState): Router {
  const routes = Router();
  routes.post('/users/:id/dial', (request, response) => dial('dial', request, response));
  routes.post('/users/:id/calls', (request, response) => dial('call', request, response));
  return routes;

  function dial(kind: Dial['kind'], request: Request, response: Response): void {
    const user = state.users.get(Number(request.params['id']));
    const body = (request.body ?? {}) as { to?: unknown; number_id?: unknown };
    const numberId = kind === 'call' ? Number(body.number_id) : null;
    if (user === undefined) {
      refuse(response, 404, 'User not found');
    } else if (typeof body.to !== 'string' || !/^\+[1-9]\d{6,14}$/.test(body.to)) {
      refuse(response, 400, 'to must be a phone number in E.164 format');
    } else if (numberId !== null && !state.numbers.has(numberId)) {
      refuse(response, 404, 'Number not found');
    } else if (numberId !== null && !user.numberIds.includes(numberId)) {
      refuse(response, 400, 'The user is not assigned to this number');
    } else if (user.availability !== 'available') {
      const troubleshoot = 'The user is currently unavailable';
      response.status(405).json({ error: 'Method Not Allowed', troubleshoot, success: false });
    } else {
      state.dials.push({ kind, userId: user.id, to: body.to, numberId, atMs: Date.now() });
      response.status(204).end();
    }
  }
}
