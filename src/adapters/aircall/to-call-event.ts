import { type CallEvent, type CallEventName, callEventNames } from '../../domain/call-event.ts';
import type { Envelope } from './envelope.ts';
import { Timestamp } from './fields.ts';
import { PayloadInvalid } from './payload-invalid.ts';
import { readShape } from './read-shape.ts';
import { toCall } from './to-call.ts';

/**
 * @param envelope a webhook's body whose event is one of `callEventNames`
 * @throws {PayloadInvalid} naming the field that is not what Aircall documents
 */
export function toCallEvent(envelope: Envelope): CallEvent {
  if (!isCallEventName(envelope.event)) throw new PayloadInvalid('event', 'expected an event of a call');
  const call = toCall(envelope.data);
  const saidAtSeconds = readShape(Timestamp, envelope.timestamp, 'timestamp');
  const voicemailLeft = call.voicemailLeft || envelope.event === 'call.voicemail_left';
  return { name: envelope.event, saidAtSeconds, call: { ...call, voicemailLeft } };
}

function isCallEventName(name: string): name is CallEventName {
  return callEventNames.some((known) => known === name);
}
