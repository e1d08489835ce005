import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/domain/call.ts';
import { callerHandle, callerKey, callerLink, externalId, isSameCallerLink, threadRef } from '../../src/domain/ids.ts';

const number: Caller = { kind: 'number', e164: '+33186651010' };
const unreadable: Caller = { kind: 'unreadable', digits: ' 118218 ' };
const anonymous: Caller = { kind: 'anonymous' };

const anyCaller: fc.Arbitrary<Caller> = fc.oneof(
  fc.integer({ min: 1, max: 1e14 }).map((digits) => ({ kind: 'number' as const, e164: `+${digits}` })),
  fc.string({ minLength: 1 }).map((digits) => ({ kind: 'unreadable' as const, digits })),
  fc.constant({ kind: 'anonymous' as const }),
);

describe('externalId', () => {
  it.each([
    ['call', 'aircall-42-call'],
    ['duration', 'aircall-42-duration'],
    ['recording', 'aircall-42-recording'],
    ['voicemail', 'aircall-42-voicemail'],
  ] as const)('of the entry %s is %s and must never change: Front knows old entries by it', (kind, id) => {
    expect(externalId(42, kind)).toBe(id);
  });
});

describe('callerKey', () => {
  it.each<[string, Caller, string]>([
    ['is the number if there is one', number, '+33186651010'],
    ['is built from unreadable digits', unreadable, 'unreadable-118218'],
    ['is built from the call of an anonymous caller', anonymous, 'anonymous-42'],
  ])('%s', (_rule, caller, key) => {
    expect(callerKey(caller, 42)).toBe(key);
  });

  it('depends on the call only for an anonymous caller, whose calls it keeps apart', () => {
    fc.assert(
      fc.property(anyCaller, fc.nat(), fc.nat(), (caller, one, other) => {
        const same = caller.kind !== 'anonymous' || one === other;
        expect(callerKey(caller, one) === callerKey(caller, other)).toBe(same);
      }),
    );
  });

  it('is never shared by callers of different kinds', () => {
    fc.assert(
      fc.property(anyCaller, anyCaller, fc.nat(), fc.nat(), (one, other, oneId, otherId) => {
        fc.pre(one.kind !== other.kind);
        expect(callerKey(one, oneId)).not.toBe(callerKey(other, otherId));
      }),
    );
  });
});

describe('callerHandle', () => {
  it.each<[string, Caller, string]>([
    ['the number', number, '+33186651010'],
    ['the digits', unreadable, '118218'],
    ['never "anonymous", which all such callers would share', anonymous, 'aircall-42'],
  ])('is %s', (_what, caller, handle) => {
    expect(callerHandle(caller, 42)).toBe(handle);
  });

  it.each([
    ['without characters of control', '118\u0000\u001B218\u007F', '118218'],
    ['without invisible characters and breaks', '\u202E118\u200B218\r\n', '118218'],
    ['with other signs', '118*218#', '118*218#'],
    ['of 200 characters at most', '1'.repeat(800), '1'.repeat(200)],
    ['of whole characters', '😀'.repeat(800), '😀'.repeat(200)],
  ])('of digits, and their key, is one line %s', (_how, digits, handle) => {
    expect(callerHandle({ kind: 'unreadable', digits }, 42)).toBe(handle);
    expect(callerKey({ kind: 'unreadable', digits }, 42)).toBe(`unreadable-${handle}`);
  });

  it('is the same for callers with the same key, so that a conversation has one contact', () => {
    const writing = fc
      .constantFrom('118218', '118 218', '11 82 18', ' 118218')
      .map((digits) => ({ ...unreadable, digits }));
    fc.assert(
      fc.property(writing, writing, (one, other) => {
        const sameHandle = callerHandle(one, 1) === callerHandle(other, 1);
        expect(sameHandle).toBe(callerKey(one, 1) === callerKey(other, 1));
      }),
    );
  });
});

describe('callerLink', () => {
  const digest = '0123456789abcdef0123456789abcdef';

  it('points to the public address of the service', () => {
    expect(callerLink(digest, 'https://calls.example.com')).toBe(`https://calls.example.com/callers/${digest}`);
    expect(callerLink(digest, 'https://example.com/calls')).toBe(`https://example.com/calls/callers/${digest}`);
  });

  it('uses a reserved host without a public address', () => {
    expect(callerLink(digest, null)).toBe(`https://callthread.invalid/callers/${digest}`);
  });

  it('identifies the same caller on any host', () => {
    const links = [null, 'https://calls.example.com', 'http://127.0.0.1:3000', 'https://example.com/callers/x'];
    for (const found of links) {
      for (const link of links) {
        expect(isSameCallerLink(callerLink(digest, found), callerLink(digest, link))).toBe(true);
        expect(isSameCallerLink(callerLink('f'.repeat(32), found), callerLink(digest, link))).toBe(false);
      }
    }
    expect(isSameCallerLink(`${callerLink(digest, null)}/`, callerLink(digest, null))).toBe(true);
  });

  it.each(['', digest, `https://calls.example.com/${digest}`, `https://calls.example.com/callers/x/${digest}`])(
    'does not match %j',
    (found) => {
      expect(isSameCallerLink(found, callerLink(digest, 'https://calls.example.com'))).toBe(false);
    },
  );
});

describe('threadRef', () => {
  it.each([
    [null, 'callthread-+33186651010'],
    ['cnv_1', 'callthread-+33186651010-after-cnv_1'],
    ['cnv_2', 'callthread-+33186651010-after-cnv_2'],
  ])('after the deletion of %s is %s', (deletedId, reference) => {
    expect(threadRef('+33186651010', deletedId)).toBe(reference);
  });
});
