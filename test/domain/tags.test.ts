import { expect, it } from 'vitest';
import { mappedTags } from '../../src/domain/decide.ts';

const map = { Billing: 'billing', 'Follow up': 'Follow-up', Invoice: 'billing' };

it.each<[string, string[], string[]]>([
  ['returns the mapped tag', ['Billing'], ['billing']],
  ['ignores case', ['bILLING', 'FOLLOW UP'], ['Follow-up', 'billing']],
  ['returns each tag once', ['Billing', 'Invoice'], ['billing']],
  ['returns tags in a fixed order', ['Follow up', 'Billing'], ['Follow-up', 'billing']],
  ['leaves out unmapped tags', ['Complaint', 'constructor'], []],
  ['returns nothing for no tags', [], []],
])('mappedTags %s', (_which, names, tags) => {
  const set = names.map((name, id) => ({ id, name }));
  expect(mappedTags(set, map)).toEqual(tags);
  expect(mappedTags(set.toReversed(), map)).toEqual(tags);
});

it('mappedTags returns one tag for two spellings of it in the configuration', () => {
  const set = ['VIP', 'Gold', ' ｖｉｐ'].map((name, id) => ({ id, name }));
  expect(mappedTags(set, { VIP: 'gold', Gold: 'Gold ' })).toHaveLength(1);
  expect(mappedTags(set.slice(2), { VIP: 'gold' })).toEqual(['gold']);
});

it('mappedTags returns the same spelling in the same order, however Aircall orders the tags', () => {
  const spellings = { VIP: 'Gold', Invoice: 'billing', Gold: 'gold' };
  const set = ['VIP', 'Invoice', 'Gold'].map((name, id) => ({ id, name }));
  expect(mappedTags(set, spellings)).toEqual(['billing', 'gold']);
  expect(mappedTags(set.toReversed(), spellings)).toEqual(['billing', 'gold']);
});
