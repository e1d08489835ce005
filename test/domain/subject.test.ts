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
    ['sets the subject of a new conversation', null, 'Voicemail – Support'],
    [
      'keeps the subject of an earlier call in an open conversation',
      { subject: 'Missed call – Sales', archived: false },
      'Missed call – Sales',
    ],
    ['keeps the subject that a person wrote in an open conversation', { subject: 'Refund', archived: false }, 'Refund'],
    [
      'sets a new subject on the first call after archiving',
      { subject: 'Refund', archived: true },
      'Voicemail – Support',
    ],
    ['adds a subject to an open conversation without one', { subject: null, archived: false }, 'Voicemail – Support'],
    ['replaces the empty subject of an open conversation', { subject: '', archived: false }, 'Voicemail – Support'],
  ])('%s', (_rule, current, wanted) => {
    expect(subjectOf(current, 'voicemail', 'Support', en)).toBe(wanted);
  });

  it('keeps the subject of an open conversation through any number of calls', () => {
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
