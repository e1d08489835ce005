import type { Qualification } from '../../src/domain/qualification.ts';
import { type Body, bodyOf } from './body-of.ts';

const outbound = bodyOf('d2-call.ended.outbound-answered');
const unanswered = { ...outbound, data: { ...outbound.data, answered_at: null, recording: null, asset: null } };

/** A `call.ended` of each kind of call. */
export const endedCalls: Record<Qualification, Body> = {
  'inbound-answered': bodyOf('a6-call.ended.inbound-answered'),
  'outbound-answered': outbound,
  'outbound-unanswered': unanswered,
  voicemail: bodyOf('b3-call.ended.inbound-missed-voicemail'),
  'ivr-abandoned': bodyOf('c2-call.ended.inbound-abandoned-ivr'),
  'out-of-hours': bodyOf('e2-call.ended.inbound-out-of-hours'),
  missed: bodyOf('e1-call.ended.inbound-missed-anonymous'),
};
