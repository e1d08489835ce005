import { expect, test } from 'vitest';
import { Faults } from '../../../simulators/kit/faults.ts';

test('the first matching fault strikes, as often as it may', () => {
  const faults = new Faults();
  faults.add({ method: 'post', path: '^/a$', kind: 'status', status: 500, times: 2 });
  faults.add({ path: '^/a', kind: 'status', status: 502 });
  expect(faults.take('GET', '/b')).toBeUndefined();
  const statuses = ['POST', 'GET', 'POST', 'POST'].map((method) => faults.take(method, '/a')?.status);
  expect(statuses).toEqual([500, 502, 500, 502]);
  expect(faults.list()).toHaveLength(1);
});

test('a probability strikes about that often, and identically for the same seed', () => {
  const strikes = (seed: number) => {
    const faults = new Faults();
    faults.add({ path: '.*', kind: 'cut-after', probability: 0.3, seed });
    return Array.from({ length: 1000 }, () => faults.take('GET', '/') !== undefined);
  };
  const count = strikes(5).filter(Boolean).length;
  expect(count).toBeGreaterThan(240);
  expect(count).toBeLessThan(360);
  expect(strikes(5)).toEqual(strikes(5));
  expect(strikes(5)).not.toEqual(strikes(6));
});

test('removed and cleared faults no longer strike, and an invalid pattern is refused at once', () => {
  const faults = new Faults();
  const id = faults.add({ path: '.*', kind: 'cut-before' });
  expect([faults.remove(id), faults.remove(id)]).toEqual([true, false]);
  faults.add({ path: '.*', kind: 'cut-before' });
  faults.clear();
  expect(faults.take('GET', '/')).toBeUndefined();
  expect(() => faults.add({ path: '(', kind: 'cut-before' })).toThrow(SyntaxError);
});
