import { type Response, Router } from 'express';
import type { AircallAccount } from '../aircall-account.ts';
import type { AircallTag, AircallTeam } from '../aircall-state.ts';
import { apiLink } from '../bodies/api-link.ts';
import { numberBody } from '../bodies/number-body.ts';
import { nestedTeamBody } from '../bodies/team-body.ts';
import { nestedUserBody } from '../bodies/user-body.ts';
import { paginate } from './paginate.ts';
import { refuse } from './refuse.ts';

/** What the account consists of: ping, company, numbers, teams with their users, tags. */
export function companyRoutes({ state, links }: AircallAccount): Router {
  const routes = Router();
  routes.get('/ping', (_request, response) => {
    response.json({ ping: 'pong' });
  });
  routes.get('/company', (_request, response) => {
    const { users, numbers, company } = state;
    response.json({ company: { name: company.name, users_count: users.size, numbers_count: numbers.size } });
  });
  routes.get('/numbers', (request, response) => {
    const { meta, list } = paginate(request, links.baseUrl, [...state.numbers.values()]);
    response.json({ meta, numbers: list.map((number) => numberBody(number, 'rest')) });
  });
  routes.get('/numbers/:id', (request, response) => {
    const number = state.numbers.get(Number(request.params.id));
    sendOne(response, 'number', number === undefined ? undefined : numberBody(number, 'rest'));
  });
  routes.get('/teams', (request, response) => {
    const { meta, list } = paginate(request, links.baseUrl, [...state.teams.values()]);
    response.json({ meta, teams: list.map(teamBody) });
  });
  routes.get('/teams/:id', (request, response) => {
    const team = state.teams.get(Number(request.params.id));
    sendOne(response, 'team', team === undefined ? undefined : teamBody(team));
  });
  routes.get('/tags', (request, response) => {
    const { meta, list } = paginate(request, links.baseUrl, [...state.tags.values()]);
    response.json({ meta, tags: list.map(tagBody) });
  });
  return routes;

  function teamBody(team: AircallTeam) {
    const members = team.userIds.flatMap((id) => state.users.get(id) ?? []);
    return { ...nestedTeamBody(team), created_at: '2020-03-02T09:00:00.000Z', users: members.map(nestedUserBody) };
  }
}

function tagBody({ id, name }: AircallTag) {
  return { id, direct_link: apiLink(`v1/tags/${id}`), name, color: '#0033CC', description: null };
}

function sendOne(response: Response, key: string, body: unknown): void {
  if (body === undefined) refuse(response, 404, `${key} not found`);
  else response.json({ [key]: body });
}
