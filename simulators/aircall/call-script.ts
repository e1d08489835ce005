import { z } from 'zod';

const contact = z.strictObject({ firstName: z.string(), lastName: z.string(), company: z.string().optional() });

const media = {
  /** Milliseconds after hang-up at which the file is there. */
  availableAfterMs: z.int().min(0),
  /** true: call.ended has it already; false: call.ended does not, even if it is there; default: by the time. */
  inEnded: z.boolean().optional(),
  /** Whether its event is sent; default true. */
  event: z.boolean().optional(),
  /** Size of the file; default the simulator's `mediaSizeBytes`. */
  sizeBytes: z.int().positive().optional(),
};

const comment = z.strictObject({
  /** The agent who wrote it; absent: written by the API, which Aircall shows as `posted_by: null`. */
  by: z.int().optional(),
  content: z.string(),
  afterEndMs: z.int().min(0),
});

const tag = z.strictObject({
  name: z.string(),
  /** The agent who set it; absent: `tagged_by: {}`. */
  by: z.int().optional(),
  afterEndMs: z.int().min(0),
  /** Milliseconds after it was set. */
  removedAfterMs: z.int().min(0).optional(),
});

/** @param content what AI Assist makes of the call */
const note = <Content extends z.ZodType>(content: Content) =>
  z.strictObject({ content, afterEndMs: z.int().min(0) }).optional();

const notes = z.strictObject({
  summary: note(z.string()),
  topics: note(z.array(z.string())),
  actionItems: note(z.array(z.unknown())),
  sentiment: note(z.array(z.strictObject({ party: z.enum(['internal', 'external']), value: z.string() }))),
  transcript: note(
    z.array(
      z.strictObject({
        startSeconds: z.number(),
        party: z.enum(['internal', 'external', 'ai_voice_agent']),
        text: z.string(),
        userId: z.int().exactOptional(),
      }),
    ),
  ),
});

const transfer = z.strictObject({
  by: z.int(),
  /** Who picks up (or, when it fails, lets it ring). */
  to: z.int(),
  succeeds: z.boolean(),
  /** To a team: `transferred_to` is then the team's first user, whichever agent answers. */
  toTeam: z.int().optional(),
  /** To an outside number: call.external_transferred instead of call.transferred. */
  external: z.string().optional(),
});

const eventsSent = z.strictObject({
  /** Events that are never sent; `*` for all of them. */
  drop: z.array(z.string()).optional(),
  /** How often each event is sent. */
  repeat: z.int().positive().optional(),
  /** All events are held back until the last has happened, then sent one after another in the order of this seed. */
  shuffleSeed: z.int().optional(),
});

/** A call to be played: who, when, and what becomes of it. Ids are those of the simulator's users, numbers and teams. */
export const CallScript = z
  .strictObject({
    direction: z.enum(['inbound', 'outbound']),
    /** The outside party, in both directions, as Aircall writes it: "+44 20 7946 0900", or "anonymous". */
    caller: z.string().min(1),
    /** What `raw_digits` has where that is not the caller: null, or another writing. Other places keep the caller. */
    rawDigits: z.string().nullable().optional(),
    line: z.int(),
    /** Who talks; absent on an answered call: Aircall's `user` is missing there too. */
    agent: z.int().optional(),
    /** Absent: no `contact` key. "empty-object": `contact: {}`. */
    contact: z.union([contact, z.literal('empty-object'), z.null()]).optional(),
    startedAtSeconds: z.int().optional(),
    ringSeconds: z.int().min(0),
    /** Present: the call was answered. */
    talkSeconds: z.int().min(0).optional(),
    /** Default: `agents_did_not_answer` for an unanswered inbound call, else null. */
    missedReason: z.string().nullable().optional(),
    /** Agents whom the call rang first and who turned it down. */
    declinedBy: z.array(z.int()).optional(),
    teams: z.array(z.int()).optional(),
    ivr: z.boolean().optional(),
    /** The agent puts the caller on hold once. */
    hold: z.boolean().optional(),
    voicemail: z.strictObject(media).optional(),
    recording: z.strictObject(media).optional(),
    comments: z.array(comment).max(5).optional(),
    tags: z.array(tag).optional(),
    notes: notes.optional(),
    transfer: transfer.optional(),
    eventsSent: eventsSent.optional(),
  })
  .refine((script) => script.transfer === undefined || script.talkSeconds !== undefined, {
    error: 'only an answered call can be transferred: give talkSeconds',
    path: ['transfer'],
  });
export type CallScript = z.infer<typeof CallScript>;
