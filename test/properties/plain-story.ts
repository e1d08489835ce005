import type { Story } from './any-story.ts';

/** An inbound call that Anna answered, without a recording, with some of its parts replaced. */
export function plainStory(changed: Partial<Story> & Pick<Story, 'line' | 'caller'>): Story {
  return {
    direction: 'inbound',
    talk: { seconds: 42, transfer: 'none' },
    ringSeconds: 7,
    missedReason: null,
    voicemail: false,
    records: false,
    agent: 'anna',
    contact: 'absent',
    comments: [],
    tagChanges: [],
    endedAgoSeconds: 30,
    mediaAtEnd: false,
    rebuilt: [],
    silences: [],
    ...changed,
  };
}
