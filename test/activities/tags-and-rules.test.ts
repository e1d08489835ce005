import { describe, expect, it } from 'vitest';
import type { FrontSimulatorOptions } from '../../simulators/front/front-options.ts';
import type { Ledger } from '../../src/adapters/ledger/ledger.ts';
import type { Undo } from '../../src/domain/decide.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { contactOf } from './contact-of.ts';
import { logCall } from './log-call.ts';
import { openStage, type StageOptions } from './stage.ts';

const unexpected = () => Promise.reject(new Error('the table of calls is asked in vain'));
const unasked = {
  record: unexpected,
  lastConversation: unexpected,
  tagsOfOtherCalls: unexpected,
  conversationsOf: unexpected,
  recordCallback: unexpected,
  wasReached: unexpected,
};
const unknown = { lastConversation: async () => null };
const billing = { add: ['Billing'], remove: [] };

async function withConversation(front: FrontSimulatorOptions = {}, deps: StageOptions['deps'] = {}) {
  const stage = await openStage({ front, timeoutMs: 10_000, deps });
  const { conversation } = await logCall(stage, aMissedCall());
  const { state } = stage.front;
  const tagged = () => state.tags.filter(({ id }) => conversation.tagIds.includes(id)).map(({ name }) => name);
  const inboxId = (name: string): string => state.inboxes.find((inbox) => inbox.name === name)?.id ?? '';
  stage.front.journal.clear();
  return { stage, state, conversation, conversationId: conversation.id, tagged, inboxId };
}

describe('changeTags', () => {
  it('adds a tag whatever its case, and reports it once', async () => {
    const { stage, conversationId, tagged } = await withConversation();
    expect(await stage.attempt('changeTags', { conversationId, ...billing })).toEqual({
      added: ['Billing'],
      removed: [],
    });
    expect(tagged()).toEqual(['billing']);
    expect(await stage.attempt('changeTags', { conversationId, ...billing })).toEqual({ added: [], removed: [] });
    expect(tagged()).toEqual(['billing']);
  });

  it('creates a tag that Front does not have', async () => {
    const { stage, state, conversationId, tagged } = await withConversation();
    await stage.attempt('changeTags', { conversationId, add: ['brand new'], remove: [] });
    await stage.attempt('changeTags', { conversationId, add: ['Brand New'], remove: [] });
    expect(tagged()).toEqual(['brand new']);
    expect(state.tags.filter(({ name }) => /brand new/i.test(name))).toHaveLength(1);
  });

  it('removes tags and leaves the others', async () => {
    const { stage, conversationId, tagged } = await withConversation();
    await stage.attempt('changeTags', { conversationId, add: ['billing', 'Follow-up'], remove: [] });
    const result = await stage.attempt('changeTags', { conversationId, add: [], remove: ['BILLING', 'unknown'] });
    expect(result).toEqual({ added: [], removed: ['BILLING'] });
    expect(tagged()).toEqual(['Follow-up']);
  });

  it.each(['gold', ' Gold', 'GOLD\u00A0', 'ｇｏｌｄ'])(
    'adds and removes %j when Front has "gold ", with a trailing space',
    async (name) => {
      const { stage, conversationId, tagged } = await withConversation({ tags: [{ id: 'tag_gold', name: 'gold ' }] });
      const on = await stage.attempt('changeTags', { conversationId, add: [name], remove: [] });
      expect([on.added, tagged()]).toEqual([[name], ['gold ']]);
      expect(await stage.attempt('changeTags', { conversationId, add: [name], remove: [] })).toMatchObject({
        added: [],
      });
      const off = await stage.attempt('changeTags', { conversationId, add: [], remove: [name] });
      expect([off.removed, tagged()]).toEqual([[name], []]);
    },
  );

  it('keeps a tag when only its spelling in the configuration changes', async () => {
    const { stage, conversationId, tagged } = await withConversation();
    await stage.attempt('changeTags', { conversationId, add: ['billing'], remove: [] });
    await stage.attempt('changeTags', { conversationId, add: ['BILLING '], remove: ['billing'] });
    expect(tagged()).toEqual(['billing']);
  });

  it.each([
    ['is cut after the work', { kind: 'cut-after' }],
    ['is an error after the work', { kind: 'status-after', status: 500 }],
    ['is cut before the work', { kind: 'cut-before' }],
  ] as const)('tags once, and reports the tag, when an answer %s', async (_what, fault) => {
    for (const nth of [1, 2, 3, 4]) {
      const { stage, state, conversationId, tagged } = await withConversation();
      stage.strike(nth, fault);
      const { result } = await stage.untilDone('changeTags', { conversationId, add: ['brand new'], remove: [] });
      expect(tagged(), `request ${nth}`).toEqual(['brand new']);
      expect(state.tags.filter(({ name }) => name === 'brand new')).toHaveLength(1);
      // What it added is taken off when the conversation is archived.
      expect(result, `request ${nth}`).toEqual({ added: ['brand new'], removed: [] });
    }
  });

  it('tags the surviving conversation after a merge', async () => {
    const { stage, state, conversationId } = await withConversation();
    const mail = state.addEmailConversation(state.contacts[0]?.id ?? '', 'Refund');
    state.mergeConversations(conversationId, mail.id);
    await stage.attempt('changeTags', { conversationId, ...billing });
    expect(mail.tagIds).toHaveLength(1);
  });
});

describe('a tag that a call takes off', () => {
  const caller = '+447700900123';
  const off = { add: [], remove: ['Billing', 'Follow-up'], of: { callId: 8_000_001, caller } };

  /** The conversation has both tags; `others` is what the table of calls says of the caller's other calls. */
  async function withTags(others: Ledger['tagsOfOtherCalls'] | null) {
    const table = { ...unasked, tagsOfOtherCalls: others ?? unasked.tagsOfOtherCalls };
    const staged = await withConversation({}, { ledger: others === null ? null : table });
    const { stage, conversationId } = staged;
    await stage.attempt('changeTags', { conversationId, add: ['billing', 'Follow-up'], remove: [] });
    return staged;
  }

  it('stays when another call of the caller has set it too', async () => {
    const asked: unknown[] = [];
    const { stage, conversationId, tagged } = await withTags(async (...by) => {
      asked.push(by);
      return ['BILLING '];
    });
    const result = await stage.attempt('changeTags', { conversationId, ...off });
    expect(result).toEqual({ added: [], removed: ['Follow-up'] });
    expect(tagged()).toEqual(['billing']);
    expect(asked).toEqual([[caller, 8_000_001]]);
  });

  it('stays while it is not known what other calls have set', async () => {
    const { stage, conversationId, tagged } = await withTags(() => Promise.reject(new Error('the database is away')));
    expect(await stage.attempt('changeTags', { conversationId, ...off })).toEqual({ added: [], removed: [] });
    expect(tagged().toSorted()).toEqual(['Follow-up', 'billing']);
  });

  it.each([
    ['without a table of calls', null, off],
    ['of an anonymous caller', unexpected, { ...off, of: { callId: 8_000_001, caller: null } }],
    ['by an undo, which is of no call', unexpected, { ...off, of: undefined }],
  ])('is removed %s', async (_what, others, { of, ...changes }) => {
    const { stage, conversationId, tagged } = await withTags(others);
    const result = await stage.attempt('changeTags', { conversationId, ...changes, ...(of && { of }) });
    expect(result).toEqual({ added: [], removed: ['Billing', 'Follow-up'] });
    expect(tagged()).toEqual([]);
  });
});

it('adds tags when Front leaves out the present ones', async () => {
  const stage = await openStage({ leftOut: ['tags'] });
  const { conversation } = await logCall(stage, aMissedCall());
  const tags = { conversationId: conversation.id, add: ['brand new'], remove: ['billing'] };
  expect(await stage.attempt('changeTags', tags)).toEqual({ added: ['brand new'], removed: [] });
  const made = stage.front.state.tags.find(({ name }) => name === 'brand new');
  expect(conversation.tagIds).toEqual([made?.id]);
});

describe('findMerged', () => {
  /** Two callers' conversations, the second merged into the first; the table of calls has where each call was logged. */
  async function afterMerge(leftOut: readonly string[] = []) {
    const logged = new Map<number, string>();
    const conversationsOf = async (ids: number[]) => {
      expect(ids).not.toEqual([]);
      return ids.flatMap((id) => logged.get(id) ?? []);
    };
    const stage = await openStage({ leftOut, deps: { ledger: { ...unasked, ...unknown, conversationsOf } } });
    for (const id of [8_000_001, 8_000_002]) {
      const caller = { kind: 'number' as const, e164: `+44770090${id % 10_000}` };
      logged.set(id, (await logCall(stage, aMissedCall({ id, caller }))).conversation.id);
    }
    const [into = '', from = ''] = logged.values();
    stage.front.state.mergeConversations(from, into);
    return { stage, into, from };
  }

  it.each([[[]], [['text']]])(
    'finds the conversations whose calls a person merged into one (left out: %j)',
    async (leftOut) => {
      const { stage, into, from } = await afterMerge(leftOut);
      expect(await stage.attempt('findMerged', { conversationId: into })).toEqual({ conversationIds: [from] });
    },
  );

  it('finds none when the messages name no call', async () => {
    const { stage, into } = await afterMerge(['text', 'body']);
    expect(await stage.attempt('findMerged', { conversationId: into })).toEqual({ conversationIds: [] });
  });

  it('asks nothing without a table of calls', async () => {
    const { stage, conversationId } = await withConversation();
    expect(await stage.attempt('findMerged', { conversationId })).toEqual({ conversationIds: [] });
    expect(stage.front.journal.entries).toEqual([]);
  });
});

describe('undoRules', () => {
  it('does not ask where the conversation is when no rule has moved it', async () => {
    const { stage, conversationId, tagged } = await withConversation();
    await stage.attempt('changeTags', { conversationId, add: ['Follow-up', 'billing'], remove: [] });
    stage.front.journal.clear();
    const undo: Undo[] = [{ kind: 'untag', tag: 'Follow-up' }];
    expect(await stage.attempt('undoRules', { conversationId, undo })).toEqual({ undone: undo });
    expect(tagged()).toEqual(['billing']);
    expect(stage.front.journal.find({ path: /inboxes$/ })).toEqual([]);
  });

  it('removes the tag and moves the conversation back, once', async () => {
    const { stage, state, conversation, conversationId, tagged, inboxId } = await withConversation();
    await stage.attempt('changeTags', { conversationId, add: ['Follow-up', 'billing'], remove: [] });
    state.moveConversation(conversationId, inboxId('Voicemail'));
    const moveBack: Undo = { kind: 'move back', from: inboxId('Aircall Phone'), to: inboxId('Voicemail') };
    const undo: Undo[] = [{ kind: 'untag', tag: 'Follow-up' }, moveBack];
    expect(await stage.attempt('undoRules', { conversationId, undo })).toEqual({ undone: undo });
    expect(tagged()).toEqual(['billing']);
    expect(conversation.inboxIds).toEqual([inboxId('Aircall Phone')]);
    expect(await stage.attempt('undoRules', { conversationId, undo })).toEqual({ undone: [] });
    expect(conversation.inboxIds).toEqual([inboxId('Aircall Phone')]);
  });

  it('leaves a conversation that a person has moved elsewhere', async () => {
    const { stage, state, conversation, conversationId, inboxId } = await withConversation();
    state.moveConversation(conversationId, inboxId('Sales'));
    const undo: Undo[] = [{ kind: 'move back', from: inboxId('Aircall Phone'), to: inboxId('Voicemail') }];
    expect(await stage.attempt('undoRules', { conversationId, undo })).toEqual({ undone: [] });
    expect(conversation.inboxIds).toEqual([inboxId('Sales')]);
  });

  it('keeps an archived conversation archived', async () => {
    const { stage, state, conversation, conversationId, inboxId } = await withConversation();
    state.moveConversation(conversationId, inboxId('Voicemail'));
    state.archiveConversation(conversationId);
    const undo: Undo[] = [{ kind: 'move back', from: inboxId('Aircall Phone'), to: inboxId('Voicemail') }];
    await stage.attempt('undoRules', { conversationId, undo });
    expect(conversation).toMatchObject({ status: 'archived', inboxIds: [inboxId('Aircall Phone')] });
  });
});

describe('a rule that moves conversations', () => {
  const voicemail = aMissedCall({ voicemailLeft: true });

  it('starts a new conversation in the target inbox', async () => {
    const { stage, conversation, inboxId, state } = await withConversation();
    state.deleteConversation(conversation.id);
    const { appended, conversation: begun } = await logCall(stage, { ...voicemail, id: 2 }, { moveTo: 'voicemail' });
    expect(begun.inboxIds).toEqual([inboxId('Voicemail')]);
    expect(appended.moved).toEqual({ from: inboxId('Aircall Phone'), to: inboxId('Voicemail') });
  });

  it('moves an existing conversation, unless it is already there', async () => {
    // Imports that appear after the move.
    const { stage, conversation, inboxId } = await withConversation({ importDelayMs: 300 });
    const first = await logCall(stage, { ...voicemail, id: 2 }, { moveTo: 'Voicemail' });
    expect(first.appended.moved).toEqual({ from: inboxId('Aircall Phone'), to: inboxId('Voicemail') });
    expect(conversation.inboxIds).toEqual([inboxId('Voicemail')]);
    const second = await logCall(stage, { ...voicemail, id: 3 }, { moveTo: 'Voicemail' });
    expect(second.appended).toMatchObject({ moved: null, update: null });
    expect(conversation.inboxIds).toEqual([inboxId('Voicemail')]);
  });
});

describe('a call between two lines of the company', () => {
  const deps = { isOwnLine: async (e164: string) => e164 === '+447700900123' };

  it('is recognized before any request to Front', async () => {
    const stage = await openStage({ deps });
    const result = await stage.attempt('findOrCreateContact', contactOf(aCall()));
    expect(result).toMatchObject({ contact: 'own line', conversation: null, deletedId: null });
    expect(stage.front.journal.entries).toEqual([]);
  });

  it.each([
    ['where the configuration wants it', aCall(), { internalCalls: 'log' as const }],
    ['when it is with somebody else', aCall({ caller: { kind: 'number', e164: '+447700900124' } }), {}],
  ])('is logged %s', async (_when, call, changed) => {
    const stage = await openStage({ deps });
    const result = await stage.attempt('findOrCreateContact', contactOf(call, changed));
    expect(result.contact).toBe('created');
  });
});
