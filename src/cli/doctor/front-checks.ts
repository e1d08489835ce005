import { probeFront } from '../../adapters/front/read-identity.ts';
import { closestWord } from '../../config/closest-word.ts';
import type { Config } from '../../config/config.ts';
import { showPath } from '../../config/to-problem.ts';
import { settingsFor } from '../../domain/settings.ts';
import { tellVendorFault } from '../terminal/errors.ts';
import { type Check, FactMissing, type Facts } from './facts.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

interface Scope {
  scope: string;
  /** A read that needs this scope alone. Of one message or comment that there is not: 404 with the scope, 403 without. */
  path: string;
  /** Whether what is configured asks for it. */
  needed: (config: Awaited<ReturnType<Facts['config']>>) => boolean;
}

const always = (): boolean => true;

/** Those of README.md that a read shows. Whether the token may write shows nothing but a write. */
const scopes: readonly Scope[] = [
  { scope: 'inboxes:read', path: '/inboxes', needed: always },
  { scope: 'teammates:read', path: '/teammates', needed: always },
  { scope: 'conversations:read', path: '/conversations?limit=1', needed: always },
  { scope: 'messages:read', path: '/messages/msg_0', needed: always },
  { scope: 'comments:read', path: '/comments/com_0', needed: ({ preferences }) => preferences.comments !== 'off' },
  {
    scope: 'tags:read',
    path: '/tags?limit=1',
    needed: ({ preferences: { tags, rules } }) =>
      Object.keys(tags).length > 0 || rules.some(({ on }) => on === 'comment'),
  },
];

/** Front: the token, what it may do, and the limit of requests. */
export const frontChecks: readonly Check[] = [
  {
    name: 'Front token',
    async run(facts) {
      try {
        const { identity } = await facts.front();
        return [ok('Front token', `is of the company ${identity.company ?? '(without a name)'}`)];
      } catch (error) {
        if (!(error instanceof FactMissing)) throw error;
        const told = tellVendorFault(error.cause);
        if (told === null) throw error;
        return [fail('Front token', told.found, told.remedy)];
      }
    },
  },
  ...scopes.map(({ scope, path, needed }) => ({
    name: `Front scope ${scope}`,
    async run(facts: Facts) {
      const name = `Front scope ${scope}`;
      const { access } = await facts.front();
      if (!needed(await facts.config())) return [ok(name, 'not needed as it is configured')];
      const status = await probeFront(access, path);
      return [tellScope(name, scope, status)];
    },
  })),
  {
    name: 'Front scopes to write',
    async run(facts) {
      await facts.front();
      const rest = 'contacts:write, conversations:write, comments:write, messages:write, tags:write';
      return [ok('Front scopes to write', `cannot be seen without writing; needed: ${rest}`)];
    },
  },
  {
    name: 'front.requestsPerMinute',
    async run(facts) {
      const name = 'front.requestsPerMinute';
      const { requestsPerMinute } = (await facts.config()).preferences.front;
      const { limitPerMinute } = (await facts.front()).identity;
      if (limitPerMinute === null || limitPerMinute === 0) {
        return [ok(name, `is ${requestsPerMinute}; Front does not say its limit`)];
      }
      const told = `is ${requestsPerMinute}, and Front's limit is ${limitPerMinute}`;
      if (requestsPerMinute <= limitPerMinute) return [ok(name, told)];
      return [fail(name, told, `Write ${limitPerMinute} or less; other programs of your company share that limit.`)];
    },
  },
];

function tellScope(name: string, scope: string, status: number): Finding {
  if (status === 403) return fail(name, 'the token does not have it', `Give the token the scope ${scope} in Front.`);
  if (status === 401) return fail(name, 'Front refuses the token', 'Put a token of Front into FRONT_API_TOKEN.');
  if (status === 429) return warn(name, 'Front has no requests left', 'Try again in a minute.');
  if (status >= 500) return warn(name, `Front answers ${status}`, "It is Front's trouble: try again.");
  return ok(name, 'there');
}

interface Inbox {
  id: string;
  name: string;
}

/** Every inbox that the configuration names, and every tag; where each line of Aircall logs to. */
export const inboxChecks: readonly Check[] = [
  {
    name: 'inboxes',
    async run(facts) {
      const named = namedInboxes(await facts.config());
      const inboxes = await facts.inboxes();
      return named.map(([place, inbox]) => tellInbox(place, inbox, inboxes));
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
          fail(
            showPath(['lines', key]),
            'is no line of Aircall',
            `Take it out, or write one that is: ${has || 'none'}.`,
          ),
        ];
      });
    },
  },
  {
    name: 'tags',
    async run(facts) {
      const named = namedTags(await facts.config());
      if (named.length === 0) return [];
      const known = new Set((await facts.tagNames()).map(fold));
      return named.map(([place, tag]) =>
        ok(place, known.has(fold(tag)) ? `the tag ${tag} is there` : `there is no tag ${tag} yet: it is created`),
      );
    },
  },
];

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

function namedTags({ preferences: { tags, rules } }: Config): Array<[place: string, tag: string]> {
  return [
    ...Object.entries(tags).map(([key, tag]): [string, string] => [showPath(['tags', key]), tag]),
    ...rules.flatMap(
      (rule, index): Array<[string, string]> =>
        rule.on === 'comment' ? [[showPath(['rules', index, 'tag']), rule.tag]] : [],
    ),
  ];
}

function tellInbox(place: string, inbox: string, inboxes: readonly Inbox[]): Finding {
  const byId = /^inb_\w+$/.test(inbox);
  const found = inboxes.filter(({ id, name }) => (byId ? id === inbox : fold(name) === fold(inbox)));
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(', ');
    return warn(place, `${found.length} inboxes are named ${inbox}`, `Write the id of the one that is meant: ${ids}.`);
  }
  if (found.length === 1) return ok(place, `the inbox ${inbox} is there`);
  const meant = closestWord(
    inbox,
    inboxes.map(({ name }) => name),
  );
  const made = 'make it in Front as a shared inbox that the token sees, or name another here.';
  const remedy = meant === null ? `M${made.slice(1)}` : `Did you mean ${meant}? Else ${made}`;
  return fail(place, `Front shows the token no inbox ${inbox}`, remedy);
}

/** As an inbox or a tag is found when a call is logged. */
function fold(name: string): string {
  return name.trim().toLowerCase();
}
