import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aiNotesId,
  callbackId,
  callerLockId,
  callWorkflowId,
  cardWorkflowId,
  digestOfLink,
  isParkableId,
  nameKey,
  undoOnArchiveId,
} from '../../src/domain/ids.ts';

describe('callWorkflowId', () => {
  it('returns the id that users and the webhook refer to', () => {
    expect(callWorkflowId(8_000_001)).toBe('call-8000001');
  });
});

it.each([
  ['card', cardWorkflowId(8_000_001), 'card-8000001'],
  ['AI notes', aiNotesId(8_000_001), 'ai-notes-8000001'],
])("the workflow of a call's %s is found by the call: %s", (_what, id, expected) => {
  expect(id).toBe(expected);
});

describe('undoOnArchiveId', () => {
  it("returns the id by which Front's webhook finds a conversation's workflow", () => {
    expect(undoOnArchiveId('cnv_1')).toBe('archive-cnv_1');
  });
});

const lockKey = '000102030405060708090a0b0c0d0e0f';

describe('callerLockId', () => {
  // The published vectors of 64-bit FNV-1a.
  it.each([
    ['', 'caller-cbf29ce484222325'],
    ['a', 'caller-af63dc4c8601ec8c'],
    ['foobar', 'caller-85944171f73967e8'],
    ['chongo was here!\n', 'caller-46810940eff5f915'],
    ['+33186651010', 'caller-93f070bd54291a44'],
    ['+33186722271', 'caller-048403d3ccdd70ec'],
  ])('maps %j to %s and must never change: running locks are found by it', (caller, id) => {
    expect(callerLockId(caller)).toBe(id);
  });

  it('has a fixed length and does not reveal the number', () => {
    const numbers = fc.stringMatching(/^\+[1-9]\d{9,14}$/);
    fc.assert(
      fc.property(numbers, (number) => {
        expect(callerLockId(number)).toMatch(/^caller-[0-9a-f]{16}$/);
        expect(callerLockId(number)).toBe(callerLockId(number));
        expect(callerLockId(number)).not.toContain(number.slice(1));
      }),
    );
  });

  it.each([undefined, lockKey])('distinguishes callers, with the key %s', (own) => {
    const ids = new Set(Array.from({ length: 20_000 }, (_, index) => callerLockId(`+3318665${index}`, own)));
    expect(ids.size).toBe(20_000);
  });

  it('depends on the key and is stable for the same key', () => {
    expect(callerLockId('+33186651010', lockKey)).toBe('caller-844de60bdcebbd9d');
    expect(callerLockId('+33186651010', lockKey.replace('f', 'e'))).not.toBe(callerLockId('+33186651010', lockKey));
    expect(callerLockId('?', lockKey)).not.toBe(callerLockId('Ŀ', lockKey));
  });

  it('fills up a key that is too short with zeros', () => {
    expect(callerLockId('+33186651010', '')).toBe(callerLockId('+33186651010', '0'.repeat(32)));
    expect(callerLockId('+33186651010', '0001')).toBe(callerLockId('+33186651010', `0001${'0'.repeat(28)}`));
  });
});

describe('callbackId', () => {
  const digest = '0123456789abcdef0123456789abcdef';

  it.each([undefined, null])('has the digest of the caller with the key %s', (key) => {
    expect(callbackId(digest, key)).toBe(`callback-${digest}`);
  });

  it('has a digest that only the key gives, and that is stable', () => {
    expect(callbackId(digest, lockKey)).toBe('callback-0547ce409f2b1db6');
    expect(callbackId(digest, lockKey.replace('f', 'e'))).not.toBe(callbackId(digest, lockKey));
  });

  it('has a fixed length', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{32}$/), (caller) => {
        expect(callbackId(caller, lockKey)).toMatch(/^callback-[0-9a-f]{16}$/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('isParkableId', () => {
  it.each([
    ['call-8000001', true],
    ['ai-notes-8000001', true],
    ['callback-0123456789abcdef', true],
    ['archive-cnv_1', true],
    ['backfill-2026-01-01T00:00:00Z/2026-02-01T00:00:00Z', true],
    [`call-${'1'.repeat(200)}`, true],
    [`call-${'1'.repeat(201)}`, false],
    ['card-8000001', false],
    ['caller-93f070bd54291a44', false],
    ['reconcile', false],
    ['call-', false],
    ['call-1 2', false],
    ['call-1\n', false],
    ['call-\uD83D', false],
    ['my-call-1', false],
    ['', false],
  ])('is for %j %s', (id, parkable) => {
    expect(isParkableId(id)).toBe(parkable);
  });
});

describe('digestOfLink', () => {
  const digest = '0123456789abcdef0123456789abcdef';

  it.each([
    [`https://calls.example.com/callers/${digest}`, digest],
    [`https://callthread.invalid/callers/${digest}//`, digest],
    [`https://calls.example.com/callers/${digest}0`, null],
    [`https://calls.example.com/callers/${digest.slice(1)}`, null],
    [`https://calls.example.com/callers/${digest.toUpperCase()}`, null],
    [`https://calls.example.com/callers/${digest}/calls`, null],
    [`https://calls.example.com/${digest}`, null],
    ['', null],
  ])('of %s is %s', (link, expected) => {
    expect(digestOfLink(link)).toBe(expected);
  });
});

describe('nameKey', () => {
  it.each([
    ['Follow up', 'follow up'],
    [' VIP\t', 'vip'],
    ['ｖｉｐ', 'vip'],
    ['E\u0301te\u0301', 'été'],
    [' ', ''],
  ])('of %j is %j', (name, key) => {
    expect(nameKey(name)).toBe(key);
  });
});
