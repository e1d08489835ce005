import { expect, it } from 'vitest';
import { attributionOf, type Qualification, qualifications } from '../../src/domain/qualification.ts';

const rows: Array<[Qualification, ReturnType<typeof attributionOf>['author'], boolean]> = [
  ['inbound-answered', 'agent', true],
  ['outbound-answered', 'agent', true],
  ['outbound-unanswered', 'agent', false],
  ['voicemail', 'caller', false],
  ['ivr-abandoned', 'caller', false],
  ['out-of-hours', 'caller', false],
  ['missed', 'caller', false],
];

it.each(rows)('attributes %s to the %s; assigns it to the agent: %s', (qualification, author, assign) => {
  expect(attributionOf(qualification)).toEqual({ author, assign });
});

it('covers every qualification', () => {
  expect(rows.map(([qualification]) => qualification).toSorted()).toEqual(qualifications.toSorted());
});
