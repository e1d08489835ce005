import { z } from 'zod';
import { Id, Seconds, Text } from './fields.ts';

/** Nested users are abridged, and `{}` where nobody is meant. */
const User = z.object({ id: Id.nullish(), name: Text, email: Text }).nullish();

const Comment = z.object({ id: Id.nullish(), content: Text, posted_at: Seconds.nullish(), posted_by: User });

const Tag = z.object({ id: Id.nullish(), name: Text });

/** Read where `raw_digits` says nothing; nothing in them is a reason to refuse the call. */
const PhoneNumbers = z
  .array(z.object({ value: Text }).nullable().catch(null))
  .nullish()
  .catch(null);
const Participants = z
  .array(z.object({ type: Text, phone_number: Text }).nullable().catch(null))
  .nullish()
  .catch(null);

const Contact = z
  .object({ first_name: Text, last_name: Text, company_name: Text, phone_numbers: PhoneNumbers })
  .nullish();

/** The line; `e164_digits` is in newer webhooks only. */
export const AircallNumber = z.object({
  id: Id.nullish(),
  name: Text,
  digits: Text,
  e164_digits: Text,
  country: Text,
  live_recording_activated: z.boolean().nullish(),
});

/**
 * Aircall's call object, as webhooks and its REST API send it: only the fields that are used. Aircall leaves keys out
 * as often as it sends null, so all but three may be missing; keys that are not listed are ignored.
 */
export const CallData = z.object({
  id: Id,
  direction: z.enum(['inbound', 'outbound']),
  started_at: Seconds,
  answered_at: Seconds.nullish(),
  ended_at: Seconds.nullish(),
  missed_call_reason: Text,
  raw_digits: Text,
  asset: Text,
  recording: Text,
  recording_short_url: Text,
  voicemail: Text,
  voicemail_short_url: Text,
  number: AircallNumber.nullish(),
  user: User,
  contact: Contact,
  participants: Participants,
  /** The participants, as REST answers call them. */
  conference_participants: Participants,
  transferred_by: User,
  transferred_to: User,
  comments: z.array(Comment).nullish(),
  tags: z.array(Tag).nullish(),
});
export type CallData = z.infer<typeof CallData>;
