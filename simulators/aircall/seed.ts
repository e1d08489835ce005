import type {
  AircallContact,
  AircallNumber,
  AircallState,
  AircallTag,
  AircallTeam,
  AircallUser,
} from './aircall-state.ts';
import { addWebhook, type WebhookSeed } from './webhooks/add-webhook.ts';

/** What the account holds at the start. A list that is given replaces the default one. */
export interface AircallSeeds {
  users?: (Pick<AircallUser, 'id' | 'name' | 'email'> & Partial<AircallUser>)[];
  numbers?: (Omit<AircallNumber, 'availabilityStatus' | 'isIvr'> & Partial<AircallNumber>)[];
  teams?: AircallTeam[];
  contacts?: AircallContact[];
  tags?: AircallTag[];
  webhooks?: WebhookSeed[];
}

const users: NonNullable<AircallSeeds['users']> = [
  { id: 70001, name: 'Anna Agent', email: 'anna.agent@example.com' },
  { id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' },
  { id: 70003, name: 'Chloé Conseil', email: 'chloe.conseil@example.com', language: 'fr-FR', timeZone: 'Europe/Paris' },
  { id: 70004, name: 'Dirk Dienst', email: 'Dirk.Dienst@Example.com', availability: 'offline' },
];

const numbers: NonNullable<AircallSeeds['numbers']> = [
  line(50001, 'Support UK', '+44 20 7946 0101', 'GB', 'Europe/London'),
  line(50002, 'Sales UK', '+44 20 7946 0102', 'GB', 'Europe/London'),
  line(50003, 'Support FR', '+33 1 86 65 10 10', 'FR', 'Europe/Paris'),
  line(50004, 'Support US', '+1 212-555-0104', 'US', 'America/New_York'),
  line(50005, 'Support BE', '+32 2 555 01 05', 'BE', 'Europe/Brussels'),
];

const teams: AircallTeam[] = [{ id: 60001, name: 'Support team', userIds: [70001, 70002] }];
const tags: AircallTag[] = [
  { id: 30001, name: 'Billing' },
  { id: 30002, name: 'Complaint' },
];

/** A fresh account: the given lists, else the default ones, and no calls. */
export function createState(seeds: AircallSeeds = {}): AircallState {
  const numberList = seeds.numbers ?? numbers;
  const numberIds = numberList.map((number) => number.id);
  const state: AircallState = {
    company: { name: 'Example Ltd', hasAiAssist: true },
    users: byId((seeds.users ?? users).map((user) => ({ ...userDefaults, numberIds: [...numberIds], ...user }))),
    numbers: byId(numberList.map((number) => ({ availabilityStatus: 'open' as const, isIvr: false, ...number }))),
    teams: byId(structuredClone(seeds.teams ?? teams)),
    contacts: byId(structuredClone(seeds.contacts ?? [])),
    tags: byId(structuredClone(seeds.tags ?? tags)),
    calls: new Map(),
    notes: new Map(),
    webhooks: new Map(),
    dials: [],
    insightCards: [],
    deliveries: [],
    nextIds: { call: 8_000_001, comment: 40_001, tag: 30_101, contact: 900_001 },
  };
  for (const webhook of seeds.webhooks ?? []) addWebhook(state, webhook);
  return state;
}

const userDefaults = {
  availability: 'available' as const,
  language: 'en-US',
  timeZone: 'Europe/London',
  wrapUpTimeSeconds: 30,
};

function line(id: number, name: string, digits: string, country: string, timeZone: string) {
  return { id, name, digits, e164Digits: `+${digits.replaceAll(/\D/g, '')}`, country, timeZone };
}

function byId<T extends { id: number }>(items: T[]): Map<number, T> {
  return new Map(items.map((item) => [item.id, item]));
}
