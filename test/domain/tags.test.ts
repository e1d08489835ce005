import { expect, it } from 'vitest';
import { mappedTags } from '../../src/domain/decide.ts';

const map = { Billing: 'billing', 'Follow up': 'Follow-up', Invoice: 'billing' };

it.each<[string, string[], string[]]>([
  ['those that are mapped', ['Billing'], ['billing']],
  ['whatever their case', ['bILLING', 'FOLLOW UP'], ['Follow-up', 'billing']],
  ['once each', ['Billing', 'Invoice'], ['billing']],
  ['in one order', ['Follow up', 'Billing'], ['Follow-up', 'billing']],
  ['and none of the others', ['Complaint', 'constructor'], []],
  ['nor any of none', [], []],
])('mappedTags are %s', (_which, names, tags) => {
  const set = names.map((name, id) => ({ id, name }));
  expect(mappedTags(set, map)).toEqual(tags);
  expect(mappedTags(set.toReversed(), map)).toEqual(tags);
});

it('mappedTags are one where the configuration spells a Front tag in two ways', () => {
  const set = ['VIP', 'Gold', ' ｖｉｐ'].map((name, id) => ({ id, name }));
  expect(mappedTags(set, { VIP: 'gold', Gold: 'Gold ' })).toHaveLength(1);
  expect(mappedTags(set.slice(2), { VIP: 'gold' })).toEqual(['gold']);
});
