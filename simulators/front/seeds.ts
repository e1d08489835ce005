import type { NamedSeed, TeammateSeed } from './front-options.ts';

/** The company that a simulator starts with when a test names none. */
export const defaultSeeds: { teammates: TeammateSeed[]; inboxes: NamedSeed[]; tags: NamedSeed[] } = {
  teammates: [
    { email: 'anna.agent@example.com', firstName: 'Anna', lastName: 'Agent', isAdmin: true },
    { email: 'ben.backup@example.com', firstName: 'Ben', lastName: 'Backup' },
    { email: 'carla.calls@example.com', firstName: 'Carla', lastName: 'Calls', isAvailable: false },
    { email: 'bob.blocked@example.com', firstName: 'Bob', lastName: 'Blocked', isBlocked: true },
  ],
  inboxes: [{ name: 'Aircall Phone' }, { name: 'Voicemail' }, { name: 'Support' }, { name: 'Sales' }],
  tags: [{ name: 'Follow-up' }, { name: 'billing' }],
};
