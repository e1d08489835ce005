import { type AgentName, agents } from './agents.ts';
import type { Story } from './any-story.ts';
import { shownText, textOf } from './any-text.ts';
import { countries } from './numbers.ts';
import type { SeenInFront } from './seen-in-front.ts';
import { tags } from './tags.ts';
import { hasAudio, type Webhook } from './webhooks.ts';

/** The part of Front's data that follows from the story and its events, by the tables of the documentation. */
export interface Expected {
  assignee: string | null;
  comments: SeenInFront['conversations'][number]['comments'];
  /** null where two bodies of the last second contradict each other. */
  tags: string[] | null;
  subject: string;
  entries: { externalId: string; inbound: boolean; author: string | null; begins: string }[];
}

export function expectedInFront(story: Story, sent: Webhook[]): Expected {
  const { talk, direction, line } = story;
  const teammate = story.agent === null ? null : agents[story.agent].teammate;
  const mine = talk !== null || direction === 'outbound';
  const subject = `${qualification(story, sent)} – ${countries[line].lineName}`;
  const audio = talk === null ? 'voicemail' : 'recording';
  const kinds: [string, string, boolean][] = [
    ['call', `${subject}\n`, true],
    ['duration', 'Duration: ', talk !== null],
    [
      audio,
      `${audio === 'recording' ? 'Recording' : 'Voicemail'}: https://assets.aircall.io/calls/<call>/${audio}`,
      hasAudio(story),
    ],
  ];
  return {
    subject,
    assignee: talk === null ? null : teammate,
    comments: sentComments(story, sent),
    tags: sentTags(story, sent),
    entries: kinds
      .filter(([, , there]) => there)
      .map(([kind, begins]) => ({
        externalId: `aircall-<call>-${kind}`,
        inbound: !mine,
        author: mine ? teammate : null,
        begins,
      })),
  };
}

function qualification({ talk, direction, voicemail, missedReason }: Story, sent: Webhook[]): string {
  if (talk !== null) return direction === 'inbound' ? 'Inbound call' : 'Outbound call';
  if (direction === 'outbound') return 'Unanswered outbound call';
  if (voicemail && sent.some(({ media, event }) => media || event === 'call.voicemail_left')) return 'Voicemail';
  if (missedReason === 'abandoned_in_ivr') return 'Abandoned in IVR';
  return missedReason === 'out_of_opening_hours' ? 'Missed call out of hours' : 'Missed call';
}

function sentComments({ comments }: Story, sent: Webhook[]): Expected['comments'] {
  const spoke = sent.filter(({ silent }) => !silent.includes('comments'));
  const lastSeconds = Math.max(...spoke.map(({ atSeconds }) => atSeconds));
  const written = comments.filter(({ atSeconds }) => atSeconds <= lastSeconds);
  const seen = written.map(({ text, author }) => commentBy(author, shownText(textOf(text))));
  return seen.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

function commentBy(author: AgentName | null, text: string): Expected['comments'][number] {
  const byToken = 'api@front.invalid';
  if (author === null) return { author: byToken, body: text };
  const { teammate, name, email } = agents[author];
  const said = name === null ? email : shownText(name);
  return teammate === null
    ? { author: byToken, body: said === null ? text : `${said}:\n${text}` }
    : { author: teammate, body: text };
}

function sentTags({ tagChanges }: Story, sent: Webhook[]): string[] | null {
  const spoke = sent.filter(({ silent }) => !silent.includes('tags'));
  const lastSeconds = Math.max(...spoke.map(({ atSeconds }) => atSeconds));
  const [first = [], ...others] = spoke
    .filter(({ atSeconds }) => atSeconds === lastSeconds)
    .map((webhook) => (tagChanges[webhook.tagChanges - 1]?.tags ?? []).flatMap((name) => tags[name]?.inFront ?? []))
    .map((mapped) => [...new Set(mapped)].toSorted());
  return others.every((other) => other.join() === first.join()) ? first : null;
}
