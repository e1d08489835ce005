import type { Body } from '../workflows/body-of.ts';
import { userBody } from './agents.ts';
import type { Story } from './any-story.ts';
import { textOf } from './any-text.ts';
import { countries, writeNumber } from './numbers.ts';
import { tags } from './tags.ts';
import type { Webhook } from './webhooks.ts';

/** One call of the story, by a caller of its own. */
export interface CallOfStory {
  id: number;
  /** Below 100,000: distinguishes this caller from those of all other calls. */
  count: number;
  /** In its country; null for a caller without a number. */
  national: string | null;
  endedAtSeconds: number;
}

/** @param place of the event among those of the call: a number is written in another way each time */
export function bodyOfWebhook(story: Story, webhook: Webhook, place: number, call: CallOfStory): Body {
  const { line, talk, ringSeconds, records, agent, missedReason } = story;
  const { id, endedAtSeconds } = call;
  const startedAtSeconds = endedAtSeconds - ringSeconds - (talk?.seconds ?? 0);
  const kind = talk === null ? 'voicemail' : 'recording';
  const media = webhook.media ? `https://media.example/${id}.mp3?X-Amz-Signature=${webhook.atSeconds}` : null;
  const { lineId, lineName, line: digits } = countries[line];
  const data = {
    direction: story.direction,
    status: 'done',
    missed_call_reason: missedReason,
    started_at: startedAtSeconds,
    answered_at: talk === null ? null : startedAtSeconds + ringSeconds,
    ended_at: endedAtSeconds,
    duration: endedAtSeconds - startedAtSeconds,
    recording: kind === 'recording' ? media : null,
    voicemail: kind === 'voicemail' ? media : null,
    asset: media === null ? null : `https://assets.aircall.io/calls/${id}/${kind}`,
    raw_digits: rawDigits(story, place, call),
    number: {
      id: lineId,
      name: lineName,
      digits,
      country: line,
      ...(records === 'not said' ? {} : { live_recording_activated: records }),
    },
    ...(agent === null ? {} : { user: userBody(agent) }),
    ...contact(story),
    ...transfer(story),
    comments: story.comments.flatMap(({ text, author, atSeconds }, index) =>
      atSeconds > webhook.atSeconds
        ? []
        : {
            id: id * 10 + index,
            content: textOf(text),
            posted_at: endedAtSeconds + atSeconds,
            posted_by: author === null ? null : userBody(author),
          },
    ),
    tags: (story.tagChanges[webhook.tagChanges - 1]?.tags ?? []).map((name) => ({
      id: tags[name]?.id,
      name,
      tagged_by: {},
      tagged_at: endedAtSeconds,
    })),
  };
  const said = Object.entries(data).filter(([key]) => !webhook.silent.includes(key));
  return {
    event: webhook.event,
    timestamp: endedAtSeconds + webhook.atSeconds,
    token: 'test-webhook-token-0001',
    data: { id, ...Object.fromEntries(said) },
  };
}

export function rawDigits({ caller }: Story, place: number, { count, national }: CallOfStory): string {
  switch (caller.kind) {
    case 'anonymous':
      return caller.written;
    case 'unreadable':
      return caller.around.join(`q${count}q`);
    case 'number':
      return writeNumber(caller.country, national ?? '', caller.writings[place % caller.writings.length] ?? 'e164');
  }
}

function contact({ contact: known }: Story): Record<string, unknown> {
  if (known === 'absent') return {};
  if (known === 'null') return { contact: null };
  if (known === 'empty') return { contact: {} };
  const last = known.last === null ? null : textOf(known.last);
  return { contact: { id: 900001, first_name: textOf(known.first), last_name: last, company_name: 'Example Ltd' } };
}

/** After a failed transfer both stay set, and the one who passed it on goes on talking. */
function transfer({ talk, agent }: Story): Record<string, unknown> {
  if (talk === null || talk.transfer === 'none' || agent === null) return {};
  const by = talk.transfer === 'done' ? 'anna' : agent;
  const to = talk.transfer === 'done' ? agent : 'in capitals';
  return { transferred_by: userBody(by), transferred_to: userBody(to) };
}
