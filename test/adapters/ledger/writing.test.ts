import { expect, it } from 'vitest';
import { aLedgerCall, aSeenCall } from './a-ledger-call.ts';
import { describeBoth } from './both-ledgers.ts';

const { id } = aLedgerCall();

describeBoth('record', (ledger) => {
  it('stores everything known about a call', async () => {
    await ledger().record(aLedgerCall(), 1);
    expect(await ledger().find(id)).toEqual(aLedgerCall());
    const bare = aLedgerCall({
      id: 9_007_199_254_740_991,
      state: 'parked',
      reason: 'FrontUnauthorized: Front answered 401',
      qualification: null,
      line: { id: 1, name: 'Line', e164: null },
      caller: null,
      callerName: null,
      agent: null,
      answeredAtSeconds: null,
      endedAtSeconds: null,
      talkSeconds: null,
      ringSeconds: null,
      conversationId: null,
      loggedAtSeconds: null,
      recording: 'never came',
      voicemail: 'awaited',
      voicemailDueAtSeconds: 1_760_000_120,
    });
    await ledger().record(bare, 1);
    expect(await ledger().find(bare.id)).toEqual(bare);
    const abridged = aLedgerCall({ id: 3, agent: { id: 70_002, name: null, email: null } });
    await ledger().record(abridged, 1);
    expect(await ledger().find(3)).toEqual(abridged);
  });

  it('keeps values that a later record leaves out, and resets pending media', async () => {
    await ledger().record(aLedgerCall({ voicemail: 'awaited', voicemailDueAtSeconds: 1_760_000_388 }), 1);
    const silent = { callerName: null, agent: null, answeredAtSeconds: null, endedAtSeconds: null };
    const later = aLedgerCall({ ...silent, talkSeconds: null, ringSeconds: null, loggedAtSeconds: null });
    await ledger().record({ ...later, conversationId: null }, 2);
    expect(await ledger().find(id)).toEqual(aLedgerCall());
    const other = { id: 70_002, name: null, email: null };
    await ledger().record(aLedgerCall({ agent: other }), 3);
    expect((await ledger().find(id))?.agent).toEqual(other);
  });

  it('returns null for a call that was not recorded', async () => {
    expect(await ledger().find(id)).toBeNull();
  });

  it.each([
    ['a newer revision', 2000, 'there'],
    ['the same revision', 1000, 'there'],
    ['an older revision', 999, 'awaited'],
  ] as const)('replaces a record unless the new one is older: %s', async (_what, revision, recording) => {
    await ledger().record(aLedgerCall(), 1000);
    await ledger().record(aLedgerCall({ recording: 'there' }), revision);
    expect(await ledger().find(id)).toEqual(aLedgerCall({ recording }));
  });

  it('keeps the newest of concurrent records, and clears values that are no longer known', async () => {
    const revisions = Array.from({ length: 20 }, (_, at) => 1_760_000_000_000 + ((at * 7) % 20));
    await Promise.all(
      revisions.map((revision) =>
        ledger().record(
          aLedgerCall({ reason: String(revision), voicemailDueAtSeconds: revision % 2 ? null : 1_760_000_388 }),
          revision,
        ),
      ),
    );
    expect(await ledger().find(id)).toEqual(aLedgerCall({ reason: '1760000000019' }));
  });
});

describeBoth('recordListed', (ledger) => {
  it('adds calls as Aircall lists them', async () => {
    await ledger().recordListed([aSeenCall(), aSeenCall({ id: 7, wanted: false, direction: 'outbound' })]);
    const unknown = {
      reason: null,
      qualification: null,
      caller: null,
      callerName: null,
      agent: null,
      answeredAtSeconds: null,
      endedAtSeconds: null,
      talkSeconds: null,
      ringSeconds: null,
      conversationId: null,
      loggedAtSeconds: null,
      recording: 'none',
      voicemail: 'none',
      voicemailDueAtSeconds: null,
    };
    expect(await ledger().find(id)).toEqual(aLedgerCall({ ...unknown, state: 'seen' } as object));
    expect(await ledger().find(7)).toMatchObject({ state: 'unwanted', direction: 'outbound' });
  });

  it('does not change a stored call, and is replaced by any record', async () => {
    await ledger().record(aLedgerCall({ id: 1 }), 1);
    expect(await ledger().recordListed([aSeenCall({ id: 1 }), aSeenCall({ id: 2 })])).toEqual([2]);
    // A look that was interrupted before it could complete the call asks again.
    expect(await ledger().recordListed([aSeenCall({ id: 2, wanted: false }), aSeenCall({ id: 2 })])).toEqual([2]);
    expect(await ledger().find(1)).toEqual(aLedgerCall({ id: 1 }));
    expect(await ledger().find(2)).toMatchObject({ state: 'seen' });
    await ledger().record(aLedgerCall({ id: 2 }), 1);
    expect(await ledger().recordListed([aSeenCall({ id: 2 })])).toEqual([]);
    expect(await ledger().find(2)).toEqual(aLedgerCall({ id: 2 }));
  });

  it('accepts an empty list, and thousands of calls from several processes at once', async () => {
    await ledger().recordListed([]);
    const many = Array.from({ length: 2500 }, (_, at) => aSeenCall({ id: at + 1 }));
    await Promise.all([
      ledger().recordListed(many),
      ledger().recordListed(many.toReversed()),
      ledger().recordListed(many),
    ]);
    const [day] = await ledger().coverage({ fromSeconds: 0, toSeconds: 2_000_000_000 }, 'UTC');
    expect(day).toMatchObject({ aircall: 2500, missing: 2500 });
  });
});
