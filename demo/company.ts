import type { AircallSeeds } from '../simulators/aircall/seed.ts';
import type { NamedSeed, TeammateSeed } from '../simulators/front/front-options.ts';
import type { Say } from './story.ts';

/** Aircall's ids of the agents. */
export const agents = { ines: 71001, tom: 71002, ada: 71003, gus: 71004 } as const;

/** The lines, with the numbers that entries must show. */
export const lines = {
  support: { id: 51001, number: '+33186651010' },
  sales: { id: 51002, number: '+442079460102' },
} as const;

export const supportTeam = 61001;

/** The company in Aircall. Gus works for an agency and has no seat in Front. */
export const aircallCompany: AircallSeeds = {
  users: [
    { id: agents.ines, name: 'Inès Martin', email: 'Ines.Martin@Example.com', language: 'fr-FR' },
    { id: agents.tom, name: 'Tom Baker', email: 'tom.baker@example.com' },
    { id: agents.ada, name: 'Ada Byron', email: 'ada@phones.example' },
    { id: agents.gus, name: 'Gus Temp', email: 'gus@agency.example' },
  ],
  numbers: [
    {
      id: lines.support.id,
      name: 'FR Support 01',
      digits: '+33 1 86 65 10 10',
      e164Digits: lines.support.number,
      country: 'FR',
      timeZone: 'Europe/Paris',
    },
    {
      id: lines.sales.id,
      name: 'UK Sales 02',
      digits: '+44 20 7946 0102',
      e164Digits: lines.sales.number,
      country: 'GB',
      timeZone: 'Europe/London',
    },
  ],
  teams: [{ id: supportTeam, name: 'Support', userIds: [agents.ines, agents.tom] }],
};

/** The same company in Front. */
export const frontCompany: { teammates: TeammateSeed[]; inboxes: NamedSeed[]; tags: NamedSeed[] } = {
  teammates: [
    { email: 'ines.martin@example.com', firstName: 'Inès', lastName: 'Martin', isAdmin: true },
    { email: 'tom.baker@example.com', firstName: 'Tom', lastName: 'Baker' },
    { email: 'ada@desk.example', firstName: 'Ada', lastName: 'Byron' },
  ],
  inboxes: [{ name: 'Aircall Phone' }, { name: 'Voicemail' }, { name: 'Sales' }, { name: 'Contact' }],
  tags: [{ name: 'Follow-up' }, { name: 'billing' }],
};

/** On conversations whose caller was missed and not called back. */
export function callBackTag(say: Say): string {
  return say('Call back', 'À rappeler');
}
