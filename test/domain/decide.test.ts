import { describe, expect, it } from 'vitest';
import { awaitsMedia, decide, expectsRecording, mayHaveVoicemail, wantsComments } from '../../src/domain/decide.ts';
import type { EntryKind } from '../../src/domain/ids.ts';
import { type Qualification, qualifications } from '../../src/domain/qualification.ts';
import { type CallPolicy, type CallSettings, settingsFor } from '../../src/domain/settings.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anOutboundCall } from '../fixtures/an-outbound-call.ts';
import { preferencesWith } from '../fixtures/preferences-with.ts';

const line = aCall().line;
const settings: CallSettings = settingsFor(preferencesWith(), line);

const examples: Record<Qualification, ReturnType<typeof aCall>> = {
  'inbound-answered': aCall(),
  'outbound-answered': aCall({ direction: 'outbound' }),
  'outbound-unanswered': anOutboundCall(),
  voicemail: aMissedCall({ voicemailLeft: true }),
  'ivr-abandoned': aMissedCall({ missedReason: 'abandoned_in_ivr' }),
  'out-of-hours': aMissedCall({ missedReason: 'out_of_opening_hours' }),
  missed: aMissedCall(),
};

/** The settings with another policy for one qualification. */
function policyOf(qualification: Qualification, policy: CallPolicy): CallSettings {
  return { ...settings, calls: { ...settings.calls, [qualification]: policy } };
}

describe('decide', () => {
  it.each(qualifications)('applies to %s only its own policy', (qualification) => {
    const call = examples[qualification];
    expect(decide(call, settings)).toEqual({ log: true, qualification, policy: 'open' });
    expect(decide(call, policyOf(qualification, 'archived'))).toEqual({ log: true, qualification, policy: 'archived' });
    expect(decide(call, policyOf(qualification, 'skip'))).toEqual({
      log: false,
      qualification,
      reason: `calls: ${qualification} is set to skip`,
    });
    for (const other of qualifications.filter((one) => one !== qualification)) {
      expect(decide(call, policyOf(other, 'skip'))).toMatchObject({ log: true, policy: 'open' });
    }
  });

  it('skips lines that are not logged, and names them', () => {
    const skipped = { ...policyOf('missed', 'skip'), log: false, lineName: 'Warehouse' };
    expect(decide(aMissedCall(), skipped)).toEqual({
      log: false,
      qualification: 'missed',
      reason: 'line Warehouse is not logged (log: false)',
    });
  });
});

describe('expectsRecording', () => {
  it.each<[boolean, string, ReturnType<typeof aCall>, CallSettings['recordings']]>([
    [true, 'an answered call', aCall(), 'link'],
    [true, 'an answered call, as an attachment', aCall(), 'attach'],
    [true, 'an outbound call', aCall({ direction: 'outbound' }), 'link'],
    [true, 'a line that does not report its recording setting', aCall({ line: { ...line, records: null } }), 'link'],
    [false, 'a line that does not record', aCall({ line: { ...line, records: false } }), 'link'],
    [
      true,
      'a call recorded on a line that does not record',
      aCall({ line: { ...line, records: false }, recordingReady: true }),
      'link',
    ],
    [false, 'a configuration without recordings', aCall(), 'off'],
    [false, 'an unanswered call', aMissedCall(), 'link'],
  ])('is %s for %s', (expected, _of, call, recordings) => {
    expect(expectsRecording(call, { ...settings, recordings })).toBe(expected);
  });
});

describe('mayHaveVoicemail', () => {
  it.each<[boolean, string, ReturnType<typeof aCall>]>([
    [true, 'an unanswered inbound call', aMissedCall()],
    [true, 'a call with a voicemail', aMissedCall({ voicemailLeft: true })],
    [false, 'an answered call', aCall()],
    [false, 'an outbound call', anOutboundCall()],
  ])('is %s for %s', (expected, _of, call) => {
    expect(mayHaveVoicemail(call)).toBe(expected);
  });
});

describe('awaitsMedia', () => {
  it.each<[boolean, string, ReturnType<typeof aCall>, EntryKind[], CallSettings['recordings']]>([
    [true, 'an answered call whose recording is not in Front', aCall(), ['call', 'duration'], 'link'],
    [false, 'an answered call whose recording is in Front', aCall(), ['call', 'duration', 'recording'], 'link'],
    [false, 'an answered call without recordings', aCall(), ['call', 'duration'], 'off'],
    [true, 'a missed call', aMissedCall(), ['call'], 'off'],
    [true, 'a missed call whose voicemail may be replaced', aMissedCall(), ['call', 'voicemail'], 'link'],
    [false, 'an unanswered call that an agent made', anOutboundCall(), ['call'], 'link'],
  ])('is %s for %s', (expected, _of, call, entries, recordings) => {
    expect(awaitsMedia(call, entries, { recordings })).toBe(expected);
  });
});

describe('wantsComments', () => {
  it.each<[CallSettings['comments'], boolean, boolean]>([
    ['answered', true, false],
    ['all', true, true],
    ['off', false, false],
  ])('with comments: %s is %s for an answered call and %s for a missed one', (comments, answered, missed) => {
    expect(wantsComments(aCall(), { ...settings, comments }, null)).toBe(answered);
    expect(wantsComments(aMissedCall(), { ...settings, comments }, 'missed')).toBe(missed);
    // A late event need not say that the call was answered.
    expect(wantsComments(aMissedCall(), { ...settings, comments }, 'inbound-answered')).toBe(answered);
    expect(wantsComments(aMissedCall(), { ...settings, comments }, 'outbound-answered')).toBe(answered);
  });
});
