import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentRules, voicemailRule } from '../../src/domain/decide.ts';
import { qualifications } from '../../src/domain/qualification.ts';
import type { Rule } from '../../src/domain/settings.ts';

const followUp: Rule = { on: 'comment', contains: 'Test', tag: 'Follow-up', untagOnArchive: true };
const urgent: Rule = { on: 'comment', contains: 'à rappeler', tag: 'urgent', untagOnArchive: false };
const complaint: Rule = { on: 'comment', contains: 'Réclamation à traiter', tag: 'complaint', untagOnArchive: false };
const toVoicemail: Rule = { on: 'voicemail', moveTo: 'Voicemail', moveBackOnArchive: true };
const elsewhere: Rule = { on: 'voicemail', moveTo: 'Sales', moveBackOnArchive: false };
const rules = [urgent, toVoicemail, followUp, elsewhere];

describe('commentRules', () => {
  it.each<[string, Rule[]]>([
    ['Test', [followUp]],
    ['test', [followUp]],
    ['this is a TEST.', [followUp]],
    ['contested', [followUp]],
    ['À RAPPELER: test', [urgent, followUp]],
    ['tes t', []],
    ['', []],
  ])('for %j are %o', (comment, triggered) => {
    expect(commentRules(rules, comment)).toEqual(triggered);
  });

  it.each([
    ['in another Unicode form', 'réclamation à traiter'.normalize('NFD')],
    ['with no-break spaces', 'Réclamation\u00A0à\u202Ftraiter'],
    ['with several blanks, or a line break', 'Réclamation  à\ntraiter'],
    ['in wide letters', 'Ｒéclamation à ｔraiter'],
  ])('match text %s', (_how, comment) => {
    expect(commentRules([complaint], `> ${comment}!`)).toEqual([complaint]);
    expect(commentRules([{ ...complaint, contains: comment }], 'RÉCLAMATION À TRAITER')).toHaveLength(1);
    expect(commentRules([complaint], 'Réclamationà traiter')).toEqual([]);
  });

  it('match text anywhere in the comment, in any case', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.boolean(), (before, after, loud) => {
        const text = loud ? 'TEST' : 'tEst';
        expect(commentRules([followUp, toVoicemail], `${before}${text}${after}`)).toEqual([followUp]);
      }),
    );
  });
});

describe('voicemailRule', () => {
  it.each(qualifications)('depends only on the qualification: %s', (qualification) => {
    expect(voicemailRule(rules, qualification)).toEqual(qualification === 'voicemail' ? toVoicemail : null);
  });

  it('is null without a voicemail rule', () => {
    expect(voicemailRule([followUp], 'voicemail')).toBeNull();
  });
});
