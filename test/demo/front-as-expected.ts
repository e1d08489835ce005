import { frontCompany } from '../../demo/company.ts';
import { commentedCall } from '../../demo/morning/comments.ts';
import { type PlayedCall, sayIn, unplayed } from '../../demo/story.ts';
import { FrontState } from '../../simulators/front/state/front-state.ts';
import { insertConversation, insertMessage } from '../../simulators/front/state/insert-message.ts';
import type { ConversationRecord, MessageRecord } from '../../simulators/front/state/records.ts';

const number = '+33639980102';
const subject = 'Inbound call – Support';

const aiNotes = `AI summary (Aircall)

Marc has not received his order and asks when it comes. Inès promises to call back.

Topics: Delivery, Call back

Action items:
- Ask the carrier, call Marc back at three

Aircall call: 1`;

export interface Logged {
  front: FrontState;
  conversation: ConversationRecord;
  /** Both calls of the demo's story of Marc, looked at when they arrived. */
  calls: [PlayedCall, PlayedCall];
}

/** Front as it must be after Marc's two calls, put together by hand. */
export function frontAsExpected(): Logged {
  const front = new FrontState(frontCompany);
  const handles = [
    { source: 'phone' as const, handle: number },
    { source: 'custom' as const, handle: number },
  ];
  const contact = front.addContact({ name: 'Marc Lefèvre', handles });
  const ines = teammateId(front, 'ines.martin@example.com');
  const conversation = insertConversation(front, front.inboxes[0]?.id ?? '', ines);
  const out = (externalId: string, createdAtSeconds: number, authorId: string, body: string): void =>
    insertMessage(
      conversation,
      messageOut({ front, contactId: contact.id, externalId, createdAtSeconds, authorId, body }),
    );
  const head = (heading: string): string => `${heading}\nLine: Support, +33186651010\nCaller: Marc Lefèvre, ${number}`;
  out('aircall-1-call', 1000, ines, `${head(subject)}\nAgent: Inès Martin`);
  out('aircall-1-duration', 1103, ines, 'Duration: 1 min 35 s');
  out('aircall-1-recording', 1104, ines, 'Recording: https://assets.aircall.io/calls/1/recording');
  const tom = teammateId(front, 'tom.baker@example.com');
  const inVain = head('Unanswered outbound call – Support');
  out('aircall-2-call', 1200, tom, `${inVain}\nAgent: Tom Baker\nRang for: 12 s`);
  front.addComment(conversation.id, ines, 'Test: call him back at three');
  front.addComment(conversation.id, ines, aiNotes).authorId = front.apiAuthor.id;
  conversation.tagIds.push(front.tags.find(({ name }) => name === 'Follow-up')?.id ?? '');
  const [first, second] = unplayed([commentedCall(sayIn('en'))]);
  if (first === undefined || second === undefined) throw new Error('the story of Marc has two calls');
  return { front, conversation, calls: [arrived(first, 1), arrived(second, 2)] };
}

export function teammateId(front: FrontState, email: string): string {
  return front.teammate(`alt:email:${email}`)?.id ?? '';
}

function arrived(call: PlayedCall, callId: number): PlayedCall {
  return { ...call, callId, endedAtSeconds: 1103, differences: [] };
}

interface Out {
  front: FrontState;
  contactId: string;
  externalId: string;
  createdAtSeconds: number;
  authorId: string;
  body: string;
}

function messageOut({ front, contactId, ...fields }: Out): MessageRecord {
  return {
    ...fields,
    id: front.nextId('msg'),
    uid: front.nextUid(),
    threadRef: null,
    type: 'custom',
    isInbound: false,
    subject,
    attachments: [],
    arrivedAtMs: fields.createdAtSeconds * 1000,
    recipients: [{ role: 'to', handle: number, name: 'Marc Lefèvre', contactId }],
  };
}
