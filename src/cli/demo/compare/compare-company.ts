import type { FrontState } from '../../../../simulators/front/state/front-state.ts';
import type { Say } from '../say.ts';
import type { Story } from '../story.ts';
import { unlike } from './unlike.ts';

/** @returns what Front has beside the callers of the stories: contacts made twice, conversations of nobody, e-mails touched */
export function compareCompany(front: FrontState, stories: Story[], say: Say): string[] {
  const writers = stories.filter(({ caller }) => caller.wroteFrom !== undefined);
  const emails = front.conversations.filter(({ messages }) => messages.some(({ type }) => type === 'email'));
  const untouched = emails.map(({ messages, comments, status }) => [messages.length, comments.length, status]);
  return [
    ...unlike(say, say('contacts in all', 'contacts en tout'), front.contacts.length, stories.length),
    ...unlike(
      say,
      say('conversations in all', 'conversations en tout'),
      front.conversations.length,
      stories.length + writers.length,
    ),
    ...unlike(
      say,
      say('messages, comments and status of the e-mails', 'messages, commentaires et état des e-mails'),
      untouched,
      writers.map(() => [1, 0, 'unassigned']),
    ),
  ];
}
