import { closestWord } from '../../config/closest-word.ts';
import type { Config } from '../../config/config.ts';
import { showPath } from '../../config/to-problem.ts';
import { settingsFor } from '../../domain/line-routing.ts';
import type { Check } from './check.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

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
