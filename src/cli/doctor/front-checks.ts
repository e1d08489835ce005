import { probeFront } from '../../adapters/front/identity.ts';
import type { Config } from '../../config/config.ts';
import { showPath } from '../../config/problems.ts';
import { closestWord } from '../../config/suggestions.ts';
import { nameKey } from '../../domain/ids.ts';
import { wantedNotes } from '../../domain/notes/note-kinds.ts';
import { settingsFor } from '../../domain/settings.ts';
import { explainVendorFault } from '../terminal/errors.ts';
import { type Check, FactMissing, type Facts } from './facts.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

interface Scope {
  scope: string;
  /** A read that needs only this scope. One message or comment that does not exist: 404 with the scope, 403 without. */
  path: string;
  /** Whether the configuration needs it. */
  needed: (config: Awaited<ReturnType<Facts['config']>>) => boolean;
}

const always = (): boolean => true;

/** Agents' comments, AI notes and callbacks are comments, which a repeated step looks up. */
function commentsInFront({ preferences: { comments, ai, callbacks } }: Config): boolean {
  return comments !== 'off' || wantedNotes(ai).length > 0 || callbacks !== null;
}

/** The scopes of README.md that a read reveals. Only a write would reveal those for writing. */
const scopes: readonly Scope[] = [
  { scope: 'inboxes:read', path: '/inboxes', needed: always },
  { scope: 'teammates:read', path: '/teammates', needed: always },
  { scope: 'conversations:read', path: '/conversations?limit=1', needed: always },
  { scope: 'messages:read', path: '/messages/msg_0', needed: always },
  { scope: 'comments:read', path: '/comments/com_0', needed: commentsInFront },
  {
    scope: 'tags:read',
    path: '/tags?limit=1',
    needed: (config) => namedTags(config).length > 0,
  },
];

/** Front: the token, its scopes, and the request limit. */
export const frontChecks: readonly Check[] = [
  {
    name: 'Front token',
    async run(facts) {
      try {
        const { identity } = await facts.front();
        return [ok('Front token', `belongs to the company ${identity.company ?? '(without a name)'}`)];
      } catch (error) {
        if (!(error instanceof FactMissing)) throw error;
        const fault = explainVendorFault(error.cause);
        if (fault === null) throw error;
        return [fail('Front token', fault.found, fault.remedy)];
      }
    },
  },
  ...scopes.map(({ scope, path, needed }) => ({
    name: `Front scope ${scope}`,
    async run(facts: Facts) {
      const name = `Front scope ${scope}`;
      const { access } = await facts.front();
      if (!needed(await facts.config())) return [ok(name, 'not needed by this configuration')];
      const status = await probeFront(access, path);
      return [checkScope(name, scope, status)];
    },
  })),
  {
    name: 'Front scopes to write',
    async run(facts) {
      await facts.front();
      const rest = 'contacts:write, conversations:write, comments:write, messages:write, tags:write';
      return [ok('Front scopes to write', `cannot be checked without writing; needed: ${rest}`)];
    },
  },
  {
    name: 'front.requestsPerMinute',
    async run(facts) {
      const name = 'front.requestsPerMinute';
      const { requestsPerMinute } = (await facts.config()).preferences.front;
      const { limitPerMinute } = (await facts.front()).identity;
      if (limitPerMinute === null || limitPerMinute === 0) {
        return [ok(name, `is ${requestsPerMinute}; Front does not report its limit`)];
      }
      const limits = `is ${requestsPerMinute}, and Front's limit is ${limitPerMinute}`;
      if (requestsPerMinute <= limitPerMinute) return [ok(name, limits)];
      return [fail(name, limits, `Set ${limitPerMinute} or less; your company's other integrations share that limit.`)];
    },
  },
];

function checkScope(name: string, scope: string, status: number): Finding {
  if (status === 403) return fail(name, 'the token lacks it', `Give the token the scope ${scope} in Front.`);
  if (status === 401) return fail(name, 'Front rejects the token', 'Put a Front API token into FRONT_API_TOKEN.');
  if (status === 429) return warn(name, 'Front has no requests left', 'Try again in a minute.');
  if (status >= 500) return warn(name, `Front answers ${status}`, 'Front is having problems: try again later.');
  return ok(name, 'present');
}

interface Inbox {
  id: string;
  name: string;
}

/** Every inbox and tag in the configuration, and the inbox of each Aircall line. */
export const inboxChecks: readonly Check[] = [
  {
    name: 'inboxes',
    async run(facts) {
      const named = namedInboxes(await facts.config());
      const inboxes = await facts.inboxes();
      return named.map(([place, inbox]) => checkInbox(place, inbox, inboxes));
    },
  },
  {
    name: 'lines',
    async run(facts) {
      const { preferences } = await facts.config();
      const lines = await facts.lines();
      return lines.map((line): Finding => {
        const { log, inbox } = settingsFor(preferences, line);
        const check = `line ${line.name}${line.e164 === null ? '' : ` (${line.e164})`}`;
        return ok(check, log ? `logs to the inbox ${inbox}` : 'is not logged (log: false)');
      });
    },
  },
  {
    name: 'lines of the configuration',
    async run(facts) {
      const { preferences } = await facts.config();
      const lines = await facts.lines();
      const known = new Set(lines.flatMap(({ id, e164 }) => [String(id), ...(e164 === null ? [] : [e164])]));
      return Object.keys(preferences.lines).flatMap((key): Finding[] => {
        if (known.has(key)) return [];
        const has = lines.map(({ id, e164 }) => e164 ?? id).join(', ');
        return [
          fail(showPath(['lines', key]), 'is not an Aircall line', `Remove it, or use one of: ${has || 'none'}.`),
        ];
      });
    },
  },
  { name: 'callbacks', run: checkCallbacks },
  {
    name: 'tags',
    async run(facts) {
      const named = namedTags(await facts.config());
      if (named.length === 0) return [];
      const known = new Set((await facts.tagNames()).map(nameKey));
      return named.map(([place, tag]) =>
        ok(
          place,
          known.has(nameKey(tag)) ? `the tag ${tag} exists` : `the tag ${tag} does not exist yet and will be created`,
        ),
      );
    },
  },
];

/** The teammates whom steps of callbacks assign, and what closes callbacks in Front. */
async function checkCallbacks(facts: Facts): Promise<Finding[]> {
  const { preferences, front } = await facts.config();
  if (preferences.callbacks === null) return [];
  const assigned = preferences.callbacks.steps.flatMap(({ assign }, index) =>
    assign === null ? [] : [{ place: showPath(['callbacks', 'steps', index, 'assign']), email: assign }],
  );
  const teammates = assigned.length === 0 ? [] : await facts.teammates();
  const found = assigned.map(({ place, email }) => {
    const teammate = teammates.find((candidate) => nameKey(candidate.email ?? '') === email);
    if (teammate !== undefined && !teammate.is_blocked) return ok(place, `the teammate ${email} exists`);
    const what = teammate === undefined ? `Front has no teammate ${email}` : `the teammate ${email} is blocked`;
    return warn(place, `${what}: the step assigns no one`, 'Write the e-mail of a teammate in Front.');
  });
  const isSet = front.webhookSecret !== null;
  const closes = isSet
    ? ok('callbacks', 'replies, archiving and removed tags close them, if Front sends them to /webhooks/front')
    : warn(
        'callbacks',
        'replies in Front do not close them, archiving and removed tags only at the next step',
        'Set up the application webhook in Front, and FRONT_WEBHOOK_SECRET.',
      );
  return [closes, ...found];
}

function namedInboxes({ preferences: { front, lines, rules } }: Config): Array<[place: string, inbox: string]> {
  return [
    ['front.inbox', front.inbox],
    ...Object.entries(lines).flatMap(
      ([key, { inbox }]): Array<[string, string]> =>
        inbox === undefined ? [] : [[showPath(['lines', key, 'inbox']), inbox]],
    ),
    ...rules.flatMap(
      (rule, index): Array<[string, string]> =>
        rule.on === 'voicemail' ? [[showPath(['rules', index, 'moveTo']), rule.moveTo]] : [],
    ),
  ];
}

function namedTags({ preferences: { tags, rules, callbacks } }: Config): Array<[place: string, tag: string]> {
  return [
    ...(callbacks?.steps ?? []).flatMap(
      ({ tag }, index): Array<[string, string]> =>
        tag === null ? [] : [[showPath(['callbacks', 'steps', index, 'tag']), tag]],
    ),
    ...Object.entries(tags).map(([key, tag]): [string, string] => [showPath(['tags', key]), tag]),
    ...rules.flatMap(
      (rule, index): Array<[string, string]> =>
        rule.on === 'comment' ? [[showPath(['rules', index, 'tag']), rule.tag]] : [],
    ),
  ];
}

function checkInbox(place: string, inbox: string, inboxes: readonly Inbox[]): Finding {
  const byId = /^inb_\w+$/.test(inbox);
  const found = inboxes.filter(({ id, name }) => (byId ? id === inbox : nameKey(name) === nameKey(inbox)));
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(', ');
    return warn(place, `${found.length} inboxes are named ${inbox}`, `Use the id of the right one: ${ids}.`);
  }
  if (found.length === 1) return ok(place, `the inbox ${inbox} exists`);
  const meant = closestWord(
    inbox,
    inboxes.map(({ name }) => name),
  );
  const advice = 'create it in Front as a shared inbox that the token can see, or use another here.';
  const remedy = meant === null ? `C${advice.slice(1)}` : `Did you mean ${meant}? If not, ${advice}`;
  return fail(place, `the token sees no inbox ${inbox} in Front`, remedy);
}
