import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callerLockId, callWorkflowId, undoOnArchiveId } from '../../src/domain/ids.ts';

describe('callWorkflowId', () => {
  it('returns the id that users and the webhook refer to', () => {
    expect(callWorkflowId(8_000_001)).toBe('call-8000001');
  });
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
});
