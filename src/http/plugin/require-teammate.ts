import type { Request, RequestHandler, Response } from 'express';
import type { PluginApiTexts } from '../../texts/text-types.ts';
import { HttpProblem } from '../http-problem.ts';
import type { Session, Sessions, Teammate } from './sessions.ts';

/** @returns the request's session. @throws {HttpProblem} 401 without one that holds */
export async function readSession(request: Request, sessions: Sessions, texts: PluginApiTexts): Promise<Session> {
  const [, token = ''] = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
  const session = await sessions.read(token);
  if (session !== null) return session;
  const headers = { 'www-authenticate': 'Bearer realm="plugin"' };
  throw new HttpProblem({ status: 401, detail: texts.sessionOver, headers });
}

/** Lets through who bears the session of a teammate, and notes the teammate for `teammateOf`. */
export function requireTeammate(sessions: Sessions, texts: PluginApiTexts): RequestHandler {
  return async (request, response, next) => {
    const { teammate } = await readSession(request, sessions, texts);
    if (teammate === null) throw new HttpProblem({ status: 403, detail: texts.otherTeammate });
    response.locals['teammate'] = teammate;
    next();
  };
}

/** Behind `requireTeammate` only. */
export function teammateOf(response: Response): Teammate {
  return response.locals['teammate'] as Teammate;
}
