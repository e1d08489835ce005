import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { listSecrets, loadEncryptionKeys } from '../../src/config/environment.ts';
import { ConfigError } from '../../src/config/problems.ts';
import { problemLines } from './problem-lines.ts';

const name = 'CALLTHREAD_ENCRYPTION_KEYS';
const one = Buffer.alloc(32, 1).toString('base64');
const two = Buffer.alloc(32, 2).toString('base64');
const short = Buffer.alloc(16, 3).toString('base64');

describe('the encryption keys', () => {
  it.each([
    ['', []],
    [`k1:${one}`, ['k1']],
    [` "k2:${two}, k1:${one}" `, ['k2', 'k1']],
    [`2026-01.a_b:${one.replaceAll('=', '')}`, ['2026-01.a_b']],
    [`k1:${Buffer.alloc(32, 255).toString('base64url')}`, ['k1']],
  ])('are read from %j as %j', (written, ids) => {
    expect(problemLines({ [name]: written })).toEqual([]);
    const keys = loadEncryptionKeys({ [name]: written });
    expect(keys.map(({ id }) => id)).toEqual(ids);
    for (const { secret } of keys) expect(secret.symmetricKeySize).toBe(32);
  });

  it.each([
    [one, 'has no id before key 1. Put one before it, such as k1: Make a key with'],
    [`k1:${one},${two}`, 'has no id before key 2.'],
    [`k 1:${one}`, 'has an invalid id for key 1. Write up to 32 letters and digits, such as k1 or 2026-01.'],
    [`:${one}`, 'has an invalid id for key 1.'],
    [`${'k'.repeat(33)}:${one}`, 'has an invalid id for key 1.'],
    ['k1:<key>', 'has a key k1 that is not base64. Make a key with: openssl rand -base64 32'],
    ['k1:', 'has a key k1 that is not base64.'],
    [`k1:${short}`, 'has a key k1 of 16 bytes instead of 32. Make a key with: openssl rand -base64 32'],
    [`k1:${'ab'.repeat(32)}`, 'has a key k1 of 48 bytes instead of 32.'],
    [`k1:${one},`, 'has a comma with no key before or after it.'],
    [`k1:${one},k1:${two}`, 'has the id k1 twice.'],
    [`k2:${one},k1:${one}`, 'has one key under two ids, k2 and k1.'],
  ])('are refused without being shown: %j', (written, expected) => {
    const lines = problemLines({ [name]: written });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(
      `${name} (${written.length} ${written.length === 1 ? 'character' : 'characters'}) ${expected}`,
    );
    for (const key of [one, two, short]) expect(lines[0]).not.toContain(key.slice(0, 12));
    // Commands that read nothing else refuse it in the same words.
    expect(() => loadEncryptionKeys({ [name]: written })).toThrow(ConfigError);
    expect(() => loadEncryptionKeys({ [name]: written })).toThrow(expected);
  });

  it('are secret: the whole value, each of its parts, and each key', () => {
    const written = `k2:${two},k1:${one}`;
    expect(listSecrets({ [name]: written })).toEqual(expect.arrayContaining([written, `k1:${one}`, one, two]));
    expect(inspect(loadEncryptionKeys({ [name]: written }), { depth: 9 })).not.toContain(one);
    expect(JSON.stringify(loadEncryptionKeys({ [name]: written }))).not.toContain(one);
  });
});
