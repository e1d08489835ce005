import { z } from 'zod';

const wholeNumber = 'expected a whole number, in digits, from 1 to 9007199254740991';
/** The year 9999: milliseconds by mistake are larger. */
const latestSeconds = 253_402_300_799;

/**
 * Ids are numbers in most parts of the Aircall API and strings of digits in some. JSON.parse rounds numbers above 2^53, and a
 * rounded id would be another call's: it is refused.
 */
export const Id = z
  .union(
    [
      z.int().positive(),
      z
        .string()
        .regex(/^[1-9]\d{0,15}$/)
        .transform(Number),
    ],
    {
      error: wholeNumber,
    },
  )
  .refine(Number.isSafeInteger, { error: wholeNumber });

/** UNIX seconds. */
const Seconds = z
  .union(
    [
      z.int().nonnegative(),
      z
        .string()
        .regex(/^\d{1,12}$/)
        .transform(Number),
    ],
    { error: 'expected UNIX seconds' },
  )
  .refine((seconds) => seconds <= latestSeconds, { error: 'expected UNIX seconds' });

/** An id that may be absent. An odd one counts as absent, because it is no reason to refuse the call. */
const MaybeId = Id.nullish().catch(null);

/** A time that may not be set: null, absent and 0 are alike. */
const MaybeSeconds = Seconds.nullish().transform((seconds) => seconds || null);
/** The same, where blank text is like null too. */
const MaybeBlankSeconds = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() === '' ? null : value),
  MaybeSeconds,
);

/**
 * When a webhook's body was built. Aircall documents UNIX seconds; other families of its events have milliseconds,
 * fractions and ISO 8601. Gives whole UNIX seconds.
 */
export const Timestamp = z
  .union([z.number(), z.string()], { error: 'expected a time' })
  .transform((time) => toSeconds(time))
  .refine((seconds) => seconds >= 0 && seconds <= latestSeconds, { error: 'expected a time' });

function toSeconds(time: number | string): number {
  const number = typeof time === 'string' && /^\d{1,15}(?:\.\d+)?$/.test(time) ? Number(time) : time;
  if (typeof number === 'number') return Math.floor(number > latestSeconds ? number / 1000 : number);
  const [, iso, zone = 'Z'] = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*?)(Z| ?[+-]\d\d:?\d\d| ?UTC)?$/i.exec(number) ?? [];
  return Math.floor(Date.parse(`${iso}${zone}`) / 1000);
}

/** Text without NUL and lone surrogates, which databases and URLs cannot hold. Null, absent and blank are alike. */
export const Text = z
  .string()
  .nullish()
  .transform((text) => text?.replaceAll('\0', '').toWellFormed().trim() || null);

/**
 * What surrounds every webhook from Aircall. `timestamp` and `data` stay unread: their shapes depend on `event`, and a
 * webhook that is refused for its shape is delivered fifty times and then disabled. They are read for events of calls
 * alone, and only once `token` has proved right. (`resource` repeats the beginning of `event`.)
 */
export const Envelope = z.object({
  event: z.string(),
  /** When Aircall built the body. */
  timestamp: z.unknown().optional(),
  token: z.string(),
  data: z.unknown().optional(),
});
export type Envelope = z.infer<typeof Envelope>;

/** Nested users are abridged, and `{}` where there is none; what is no object is none either. */
const User = z.preprocess(
  (value) => (typeof value === 'object' && !Array.isArray(value) ? value : null),
  z.object({ id: MaybeId, name: Text, email: Text }).nullish(),
);

const Comment = z.object({ id: MaybeId, content: Text, posted_at: MaybeBlankSeconds, posted_by: User });

const Tag = z.object({ id: MaybeId, name: Text });

function withoutNulls<Entry>(list: Array<Entry | null> | null | undefined): Entry[] | null {
  return list?.filter((entry): entry is Entry & {} => entry !== null) ?? null;
}

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
  .nullish()
  .catch(null);

/** The line; `e164_digits` is in newer webhooks only. */
export const AircallNumber = z.object({
  id: Id.nullish(),
  name: Text,
  digits: Text,
  e164_digits: Text,
  country: Text,
  live_recording_activated: z.boolean().nullish(),
});

/** A list of lines. Each is read on its own, so that an error names it. */
export const Numbers = z.object({ numbers: z.array(z.unknown()) });

/**
 * Aircall's call object, as webhooks and its REST API send it: only the fields that are used. Aircall leaves keys out
 * as often as it sends null, so all but three may be missing; keys that are not listed are ignored.
 */
export const CallData = z.object({
  id: Id,
  direction: z.enum(['inbound', 'outbound']),
  started_at: Seconds,
  answered_at: MaybeBlankSeconds,
  ended_at: MaybeSeconds,
  missed_call_reason: Text,
  raw_digits: z.preprocess((value) => (typeof value === 'number' ? String(value) : value), Text),
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
  comments: z.array(Comment.nullable()).nullish().transform(withoutNulls),
  tags: z.array(Tag.nullable()).nullish().transform(withoutNulls),
});
export type CallData = z.infer<typeof CallData>;

/** A body that is not what Aircall documents. The message names the field and has none of its values. */
export class PayloadInvalid extends Error {
  override readonly name = 'PayloadInvalid';
  /** The first field that is wrong, as `data.user.id`; `body` when it is the whole. */
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.field = field;
  }
}

/**
 * @param within the value's place in the body, `data` for example; empty for the body itself
 * @returns the value in the schema's shape
 * @throws {PayloadInvalid} for the first field that is not
 */
export function readShape<Schema extends z.ZodType>(schema: Schema, value: unknown, within = ''): z.infer<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const path = [...(within === '' ? [] : [within]), ...(issue?.path ?? [])].join('.');
  throw new PayloadInvalid(path === '' ? 'body' : path, issue?.message ?? 'invalid');
}
