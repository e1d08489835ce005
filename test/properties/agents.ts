import fc from 'fast-check';

/** Aircall users with the teammate that each has in the Front simulator, by e-mail. */
export const agents = {
  anna: { id: 70001, name: 'Anna Agent', email: 'anna.agent@example.com', teammate: 'anna.agent@example.com' },
  'in capitals': { id: 70002, name: 'Ben Backup', email: 'BEN.Backup@Example.COM', teammate: 'ben.backup@example.com' },
  mapped: { id: 70005, name: 'Ada Away', email: 'ADA@phones.Example', teammate: 'carla.calls@example.com' },
  unmapped: { id: 70004, name: 'Dirk <b>Dienst</b> 🎧', email: 'dirk.dienst@example.com', teammate: null },
  blocked: { id: 70006, name: 'Bob Blocked', email: 'bob.blocked@example.com', teammate: null },
  nameless: { id: 70007, name: null, email: null, teammate: null },
} as const;

/** The configuration's `agents:` that goes with them. */
export const agentMap = 'agents: { Ada@Phones.example: Carla.Calls@example.com }';

export type AgentName = keyof typeof agents;

export const anyAgent = fc.constantFrom(...(Object.keys(agents) as AgentName[]));

/** A user as Aircall nests it in a call. */
export function userBody(name: AgentName): Record<string, unknown> {
  const { id, name: shown, email } = agents[name];
  return { id, ...(shown === null ? {} : { name: shown }), ...(email === null ? {} : { email }), available: true };
}
