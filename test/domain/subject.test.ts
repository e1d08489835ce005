import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../src/domain/entries.ts';
import { type Qualification, qualifications } from '../../src/domain/qualification.ts';
import { textsIn } from '../../src/texts/texts.ts';

const en = textsIn('en').entries;
const fr = textsIn('fr').entries;

describe('subjectOf', () => {
  it('shows a line name with markup or breaks as one line of text', () => {
    expect(subjectOf(null, 'missed', '<b>Desk\r\n2', en)).toBe('Missed call – ‹b›Desk 2');
  });

  it.each<[Qualification, string, string]>([
    ['inbound-answered', 'Inbound call', 'Appel entrant'],
    ['outbound-answered', 'Outbound call', 'Appel sortant'],
    ['outbound-unanswered', 'Unanswered outbound call', 'Appel sortant sans réponse'],
    ['voicemail', 'Voicemail', 'Message vocal'],
    ['ivr-abandoned', 'Abandoned in IVR', 'Abandonné dans le SVI'],
    ['out-of-hours', 'Missed call out of hours', 'Appel manqué hors horaires'],
    ['missed', 'Missed call', 'Appel manqué'],
  ])('names %s %j in English and %j in French', (qualification, english, french) => {
    expect(subjectOf(null, qualification, 'Support', en)).toBe(`${english} – Support`);
    expect(subjectOf(null, qualification, 'Support', fr)).toBe(`${french} – Support`);
  });

  it.each([
    ['a new conversation sets its own', null, 'Voicemail – Support'],
    ['an open one keeps what it has', { subject: 'Missed call – Sales', archived: false }, 'Missed call – Sales'],
    ['an open one keeps what a person wrote', { subject: 'Refund', archived: false }, 'Refund'],
    [
      'the first call after it was archived sets a new one',
      { subject: 'Refund', archived: true },
      'Voicemail – Support',
    ],
    ['an open one without a subject gets one', { subject: null, archived: false }, 'Voicemail – Support'],
    ['an open one with an empty subject gets one', { subject: '', archived: false }, 'Voicemail – Support'],
  ])('%s', (_rule, current, wanted) => {
    expect(subjectOf(current, 'voicemail', 'Support', en)).toBe(wanted);
  });

  it('keeps the subject of an open conversation, whatever calls follow', () => {
    const call = fc.tuple(fc.constantFrom(...qualifications), fc.string());
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(call), (subject, calls) => {
        const after = calls.reduce(
          (now, [qualification, lineName]) => subjectOf({ subject: now, archived: false }, qualification, lineName, fr),
          subject,
        );
        expect(after).toBe(subject);
      }),
    );
  });
});
