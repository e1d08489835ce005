import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CallScript } from '../../simulators/aircall/call-script.ts';
import type { FrontSimulatorOptions } from '../../simulators/front/front-options.ts';
import type { ConversationRecord } from '../../simulators/front/state/records.ts';
import { freePorts } from '../../simulators/programs/free-ports.ts';
import { callWorkflowId } from '../../src/domain/ids.ts';
import { type StartedService, startService } from './start-service.ts';
import { openTown, type Town } from './town.ts';

const secret = 'front-signing-key-0001';
const times = 'front: { requestsPerMinute: 1000 }\nvoicemail: { delay: 1s, settle: 1s }\n';
const ownRules = `${times}
rules:
  - { on: comment, contains: Test, tag: Follow-up, untagOnArchive: true }
  - { on: voicemail, moveTo: Voicemail, moveBackOnArchive: true }
`;

interface Way {
  yaml: string;
  front: (webhookUrl: string) => FrontSimulatorOptions;
  environment: Record<string, string>;
  /** Where a voicemail in an open conversation leaves it: Front's rule sees the subject, which is that of the first call. */
  openVoicemail: string;
}
const ways: Array<[string, Way]> = [
  [
    "by Front's own rules",
    { yaml: times, front: () => ({ frontRules: true }), environment: {}, openVoicemail: 'Aircall Phone' },
  ],
  [
    "by Callthread's rules",
    {
      yaml: ownRules,
      front: (url) => ({ webhook: { url, secret } }),
      environment: { FRONT_WEBHOOK_SECRET: secret },
      openVoicemail: 'Voicemail',
    },
  ],
];

describe.each(ways)('%s', (_name, { yaml, front, environment, openVoicemail }) => {
  let town: Town;
  let service: StartedService;
  beforeAll(async () => {
    // Front knows the service's address before the service runs.
    const [port = 0] = await freePorts(1);
    town = await openTown(yaml, front(`http://127.0.0.1:${port}/webhooks/front`));
    service = await startService({ ...town.environment, ...environment, PORT: String(port) });
    town.aircall.addWebhook({ url: `${service.url}/webhooks/aircall`, token: 'test-webhook-token-0001' });
  });
  afterAll(async () => {
    await service?.stop('SIGKILL');
    await town?.close();
  });

  /** Plays a call and waits until it is logged. @returns the caller's one conversation */
  async function logged(caller: string, script: Partial<CallScript>): Promise<ConversationRecord> {
    const callId = await town.aircall.play({ direction: 'inbound', caller, line: 50001, ringSeconds: 1, ...script });
    await town.aircall.endOf(callId);
    await town.client.workflow.getHandle(callWorkflowId(callId)).result();
    await town.front.settled();
    const theirs = town.front.state.conversations.filter(({ messages }) =>
      messages.some(({ externalId }) => externalId?.startsWith(`aircall-${callId}-`)),
    );
    expect(theirs).toHaveLength(1);
    return theirs[0] as ConversationRecord;
  }
  const answered = (...comments: string[]): Partial<CallScript> => ({
    agent: 70001,
    talkSeconds: 1,
    recording: { availableAfterMs: 1000 },
    comments: comments.map((content) => ({ by: 70001, content, afterEndMs: 40_000 })),
  });
  const voicemail: Partial<CallScript> = { voicemail: { availableAfterMs: 1000 } };
  const tags = ({ tagIds }: ConversationRecord) =>
    tagIds.map((id) => town.front.state.tags.find((tag) => tag.id === id)?.name);
  const inboxes = ({ inboxIds }: ConversationRecord) =>
    inboxIds.map((id) => town.front.state.inboxes.find((inbox) => inbox.id === id)?.name);

  /** Archives as a person does; what comes of it is awaited by its condition. */
  async function archive(conversation: ConversationRecord, undone: () => boolean): Promise<void> {
    town.front.state.archiveConversation(conversation.id);
    await vi.waitUntil(undone, { timeout: 120_000, interval: 50 });
    await town.front.settled();
    expect(conversation.status).toBe('archived');
  }

  it.concurrent('a comment with the text tags the conversation, and archiving removes the tag', async () => {
    const conversation = await logged('+44 20 7946 7001', answered('please tEsT this', 'nothing else'));
    expect(conversation.comments.map(({ authorId, body }) => [authorId, body])).toEqual([
      [town.front.state.teammates[0]?.id, 'please tEsT this'],
      [town.front.state.teammates[0]?.id, 'nothing else'],
    ]);
    expect(tags(conversation)).toEqual(['Follow-up']);
    await archive(conversation, () => tags(conversation).length === 0);

    expect(await logged('+44 20 7946 7001', answered('nothing'))).toBe(conversation);
    expect(conversation.status).toBe('assigned');
    expect(tags(conversation)).toEqual([]);
    await logged('+44 20 7946 7001', answered('Test'));
    expect(tags(conversation)).toEqual(['Follow-up']);
    await archive(conversation, () => tags(conversation).length === 0);
  });

  it.concurrent('a voicemail moves the conversation, and archiving moves it back', async () => {
    const conversation = await logged('+44 20 7946 7002', voicemail);
    expect(conversation.subject).toBe('Voicemail – Support UK');
    expect(conversation.messages.map(({ externalId }) => externalId?.split('-').at(-1))).toEqual(['call', 'voicemail']);
    expect(inboxes(conversation)).toEqual(['Voicemail']);
    await archive(conversation, () => inboxes(conversation)[0] === 'Aircall Phone');
    expect(inboxes(conversation)).toEqual(['Aircall Phone']);

    expect(await logged('+44 20 7946 7002', voicemail)).toBe(conversation);
    expect(inboxes(conversation)).toEqual(['Voicemail']);
    expect(conversation.status).toBe('unassigned');
    await archive(conversation, () => inboxes(conversation)[0] === 'Aircall Phone');
    expect(inboxes(conversation)).toEqual(['Aircall Phone']);
  });

  it.concurrent('an answered call moves nothing, and a voicemail moves an open conversation if it can', async () => {
    const conversation = await logged('+44 20 7946 7003', answered());
    expect(inboxes(conversation)).toEqual(['Aircall Phone']);
    expect(await logged('+44 20 7946 7003', voicemail)).toBe(conversation);
    expect(conversation.subject).toBe('Inbound call – Support UK');
    expect(inboxes(conversation)).toEqual([openVoicemail]);
    await archive(conversation, () => inboxes(conversation)[0] === 'Aircall Phone');
  });

  it('the service accepts every webhook from Front at the first attempt', () => {
    const refused = town.front.deliveries.filter(({ attempts }) => attempts.join() !== '200');
    expect(refused).toEqual([]);
    expect(service.output()).not.toContain(secret);
  });
});
