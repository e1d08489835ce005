import type { FrontClient } from '../../src/adapters/front/client.ts';
import type { Agent } from '../../src/domain/call.ts';
import type { AgentMatch } from '../contract.ts';

/**
 * The teammate of an agent: by the configured map, or else by e-mail, ignoring case.
 * @param agents Aircall e-mail to Front e-mail, in lower case
 */
export async function matchAgent(
  front: FrontClient,
  agents: Record<string, string>,
  agent: Agent | null,
): Promise<AgentMatch> {
  if (agent === null) return { kind: 'unmatched', reason: 'no agent' };
  const email = agent.email?.trim().toLowerCase();
  if (!email) return { kind: 'unmatched', reason: 'no e-mail' };
  const mapped = agents[email];
  const teammate = await front.findTeammate(mapped ?? email);
  if (teammate === null) return { kind: 'unmatched', reason: 'no such teammate' };
  if (teammate.blocked) return { kind: 'unmatched', reason: 'teammate is blocked' };
  return { kind: 'matched', teammateId: teammate.id, by: mapped === undefined ? 'email' : 'map' };
}
