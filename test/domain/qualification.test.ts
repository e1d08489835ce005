import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import { type Qualification, qualifications, qualify } from '../../src/domain/qualification.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anOutboundCall } from '../fixtures/an-outbound-call.ts';

describe('qualify', () => {
  it.each<[Qualification, string, Call]>([
    ['inbound-answered', 'inbound, answered', aCall()],
    ['inbound-answered', 'answered, whatever reason Aircall gives', aCall({ missedReason: 'abandoned_in_ivr' })],
    ['inbound-answered', 'answered, whatever was recorded', aCall({ voicemailLeft: true })],
    ['inbound-answered', 'answered, without an agent', aCall({ agent: null })],
    ['inbound-answered', 'answered and still in progress', aCall({ endedAtSeconds: null })],
    ['outbound-answered', 'outbound, answered', aCall({ direction: 'outbound' })],
    ['outbound-unanswered', 'outbound, not answered', anOutboundCall()],
    [
      'outbound-unanswered',
      'outbound, not answered, with a reason',
      anOutboundCall({ missedReason: 'short_abandoned' }),
    ],
    ['outbound-unanswered', 'outbound, with a voicemail', anOutboundCall({ voicemailLeft: true })],
    ['outbound-unanswered', 'outbound, in the IVR', anOutboundCall({ missedReason: 'abandoned_in_ivr' })],
    ['outbound-unanswered', 'outbound, out of hours', anOutboundCall({ missedReason: 'out_of_opening_hours' })],
    ['voicemail', 'not answered, voicemail left', aMissedCall({ voicemailLeft: true })],
    ['voicemail', 'not answered, voicemail ready', aMissedCall({ voicemailLeft: true, voicemailReady: true })],
    ['voicemail', 'left out of hours', aMissedCall({ missedReason: 'out_of_opening_hours', voicemailLeft: true })],
    ['voicemail', 'left in the IVR', aMissedCall({ missedReason: 'abandoned_in_ivr', voicemailLeft: true })],
    ['ivr-abandoned', 'abandoned in the IVR', aMissedCall({ missedReason: 'abandoned_in_ivr' })],
    ['out-of-hours', 'out of hours, no voicemail', aMissedCall({ missedReason: 'out_of_opening_hours' })],
    ['missed', 'any other', aMissedCall()],
    ['missed', 'without a reason', aMissedCall({ missedReason: null })],
    ['missed', 'abandoned in a queue', aMissedCall({ missedReason: 'abandoned_in_classic' })],
    ['missed', 'hung up at once', aMissedCall({ missedReason: 'short_abandoned' })],
    ['missed', 'no agent available', aMissedCall({ missedReason: 'no_available_agent' })],
    ['missed', 'an unknown reason', aMissedCall({ missedReason: 'no_agent_available' })],
  ])('is %s: %s', (qualification, _when, call) => {
    expect(qualify(call)).toBe(qualification);
  });

  it('covers the seven qualifications of the configuration', () => {
    expect(qualifications).toEqual([
      'inbound-answered',
      'outbound-answered',
      'outbound-unanswered',
      'voicemail',
      'ivr-abandoned',
      'out-of-hours',
      'missed',
    ]);
  });
});
