import type { Qualification } from '../../src/domain/qualification.ts';
import { type Body, bodyOf, sentAt } from './body-of.ts';

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

/** The `call.ended` of a call of a minute that ended so many seconds ago, sent now. @param data fields of its own */
export function endedAgo(
  kind: Qualification,
  agoSeconds: number,
  data: Pick<Body['data'], 'id'> & { raw_digits: string; contact?: object },
): Body {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const endedAt = nowSeconds - agoSeconds;
  const body = sentAt(endedCalls[kind], nowSeconds);
  const times = { started_at: endedAt - 60, answered_at: kind === 'missed' ? null : endedAt - 50, ended_at: endedAt };
  return { ...body, data: { ...body.data, ...data, ...times } };
}
