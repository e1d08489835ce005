import type { Response } from 'express';
import type { Agent } from '../../domain/call.ts';
import type { PluginApiTexts } from '../../texts/text-types.ts';
import { HttpProblem } from '../http-problem.ts';
import { aircallProblem } from './aircall-problem.ts';
import { teammateOf } from './require-teammate.ts';

/**
 * @param findAgent by the teammate's e-mail
 * @returns a function that gives the agent of a request's teammate, and throws HttpProblem when there is none
 */
export function createFindCallerAgent(
  findAgent: (email: string) => Promise<Agent | null>,
  texts: PluginApiTexts,
): (response: Response) => Promise<Agent> {
  return async (response) => {
    const agent = await findAgent(teammateOf(response).email).catch((error: unknown) => {
      throw aircallProblem(error, texts, 'look');
    });
    if (agent === null) throw new HttpProblem({ status: 409, detail: texts.noAgent });
    return agent;
  };
}
