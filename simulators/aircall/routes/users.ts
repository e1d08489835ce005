import { type Request, type Response, Router } from 'express';
import type { AircallAccount } from '../aircall-account.ts';
import type { AircallUser } from '../aircall-state.ts';
import { numberBody } from '../bodies/number-body.ts';
import { userBody } from '../bodies/user-body.ts';
import { paginate } from './paginate.ts';
import { refuse } from './refuse.ts';

/** Users of version 2, by id or e-mail, and the availabilities, which exist in version 1 only. Lists of version 1 are gone. */
export function userRoutes({ state, links }: AircallAccount): Router {
  const routes = Router();
  routes.get('/v2/users', (request, response) => {
    const { meta, list } = paginate(request, links.baseUrl, [...state.users.values()]);
    response.json({ meta, users: list.map(userBody) });
  });
  routes.get('/v2/users/:id', (request, response) => {
    const user = find(request, response);
    if (user !== undefined) response.json({ user: userBody(user) });
  });
  routes.get('/v2/users/:id/numbers', (request, response) => {
    const user = find(request, response);
    if (user === undefined) return;
    const numbers = user.numberIds.flatMap((id) => state.numbers.get(id) ?? []);
    const { meta, list } = paginate(request, links.baseUrl, numbers);
    response.json({ meta, numbers: list.map((number) => numberBody(number, 'rest')) });
  });
  routes.get('/v1/users/availabilities', (request, response) => {
    const { meta, list } = paginate(request, links.baseUrl, [...state.users.values()]);
    response.json({ meta, users: list.map(({ id, availability }) => ({ id, availability })) });
  });
  routes.get('/v1/users/:id/availability', (request, response) => {
    const user = find(request, response);
    if (user !== undefined) response.json({ availability: user.availability });
  });
  return routes;

  function find(request: Request, response: Response): AircallUser | undefined {
    const key = String(request.params['id']);
    const user = state.users.get(Number(key)) ?? [...state.users.values()].find(({ email }) => email === key);
    if (user === undefined) refuse(response, 404, 'User not found');
    return user;
  }
}
