import type { AircallTeam } from '../aircall-state.ts';
import { apiLink } from './api-link.ts';

/** A team inside a call: without its users. */
export function nestedTeamBody(team: AircallTeam) {
  return { id: team.id, direct_link: apiLink(`v1/teams/${team.id}`), name: team.name };
}
