import type { Story } from './any-story.ts';

/** One webhook body of a call, before it is written out. */
export interface Webhook {
  event: string;
  /** When it was built, from the end of the call on. */
  atSeconds: number;
  /** Whether it has the address of the audio. */
  media: boolean;
  /** How many of the story's changes of tags had been made. */
  tagChanges: number;
  /** Keys that its call lacks. */
  silent: string[];
}

/** All that Aircall says of a call, oldest first. */
export function webhooksOf(story: Story): Webhook[] {
  const { mediaAtEnd, comments, tagChanges, rebuilt } = story;
  const made = (atSeconds: number): number => tagChanges.filter((change) => change.atSeconds <= atSeconds).length;
  const webhook = (event: string, atSeconds: number, media: boolean, changes = made(atSeconds)) => ({
    event,
    atSeconds,
    media: media && hasAudio(story),
    tagChanges: changes,
  });
  const first = [
    webhook('call.hungup', 0, false),
    webhook('call.ended', 30, mediaAtEnd),
    ...(story.voicemail ? [webhook('call.voicemail_left', 33, mediaAtEnd)] : []),
    ...(hasAudio(story) ? [webhook('call.comm_assets_generated', 40, true)] : []),
    ...comments.map(({ atSeconds }) => webhook('call.commented', atSeconds, mediaAtEnd && atSeconds > 30)),
    ...tagChanges.map(({ atSeconds, tags }, index) => {
      const fewer = tags.length < (tagChanges[index - 1]?.tags.length ?? 0);
      return webhook(fewer ? 'call.untagged' : 'call.tagged', atSeconds, false, index + 1);
    }),
  ];
  const again = rebuilt.flatMap(({ of, laterSeconds, media }) => {
    const original = first[of % first.length];
    return original === undefined ? [] : [webhook(original.event, original.atSeconds + laterSeconds, media)];
  });
  const all = [...first, ...again].map((each, index) => ({ ...each, silent: silentIn(story, each.event, index) }));
  return all.toSorted((one, other) => one.atSeconds - other.atSeconds);
}

function silentIn({ silences }: Story, event: string, place: number): string[] {
  const silent = silences[place % Math.max(1, silences.length)] ?? [];
  return event === 'call.ended' ? silent.filter((key) => key === 'comments' || key === 'tags') : silent;
}

export function hasAudio({ talk, records, voicemail }: Story): boolean {
  return talk === null ? voicemail : records !== false;
}
