import { z } from 'zod';
import { type OpenTime, type WeekHours, weekdays } from '../../domain/callbacks/business-hours.ts';
import type { CallbackSettings } from '../../domain/callbacks/debt.ts';
import { isRecord, type Wording, wording } from '../problems.ts';

/** Calls that were missed: all others reached someone, or tried to. */
const missedKinds = ['missed', 'voicemail', 'out-of-hours', 'ivr-abandoned'] as const;

const notDays = {
  problem: 'has a key that is not a day or a range of days',
  remedy: `Write ${weekdays.join(', ')}, or a range like mon-fri.`,
};
const notTimes = {
  problem: 'is not a list of times',
  remedy: 'Write for example "09:00-12:30, 14:00-18:00", in quotes.',
};

/** @returns the days of a key such as `mon-fri`, 0 for Monday; null when it is none */
function readDays(written: string): number[] | null {
  const [, first = '', last = first] = /^([a-z]{3})(?:-([a-z]{3}))?$/.exec(written.trim().toLowerCase()) ?? [];
  const [from, to] = [first, last].map((name) => weekdays.indexOf(name as (typeof weekdays)[number]));
  if (from === undefined || to === undefined || from < 0 || to < 0) return null;
  const count = ((to - from + weekdays.length) % weekdays.length) + 1;
  return Array.from({ length: count }, (_, nth) => (from + nth) % weekdays.length);
}

/** @returns the times of a value such as `09:00-12:30, 14:00-18:00` */
function readTimes(written: string): OpenTime[] | Wording {
  const times: OpenTime[] = [];
  for (const part of written.split(',')) {
    const [, from, to] = /^(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})$/.exec(part.trim()) ?? [];
    const open = from === undefined || to === undefined ? [] : [readMinute(from), readMinute(to)];
    const [fromMinute, toMinute] = open;
    if (fromMinute == null || toMinute == null) return notTimes;
    if (fromMinute >= toMinute) {
      const remedy = 'Write the earlier time first; a night is two days: "22:00-24:00" and "00:00-06:00".';
      return { problem: 'ends before it begins', remedy };
    }
    times.push([fromMinute, toMinute]);
  }
  const inOrder = times.toSorted(([one], [other]) => one - other);
  const overlaps = inOrder.some(([from], nth) => nth > 0 && from < (inOrder[nth - 1]?.[1] ?? 0));
  return overlaps ? { problem: 'has times that overlap', remedy: 'Write each time once.' } : inOrder;
}

/** 24:00 is the end of the day. */
function readMinute(written: string): number | null {
  const [hour = Number.NaN, minute = Number.NaN] = written.split(':').map(Number);
  return minute < 60 && hour * 60 + minute <= 1440 ? hour * 60 + minute : null;
}

const notHours = { error: wording('is not a section', 'Write days and times below it, indented.') };

const Hours = z.preprocess(
  (value) => value ?? {},
  z.record(z.string(), z.unknown(), notHours).transform((written, context): WeekHours | null => {
    if (Object.keys(written).length === 0) return null;
    const week: WeekHours = weekdays.map(() => []);
    const named = new Set<number>();
    for (const [key, value] of Object.entries(written)) {
      const days = readDays(key);
      const times = typeof value === 'string' ? readTimes(value) : notTimes;
      const fault = faultOf(days, times, named);
      if (fault !== null) {
        context.addIssue({ code: 'custom', path: [key], message: wording(fault.problem, fault.remedy) });
      }
      for (const day of days ?? []) {
        named.add(day);
        if (Array.isArray(times)) week[day] = times;
      }
    }
    return week;
  }),
);

function faultOf(days: number[] | null, times: OpenTime[] | Wording, named: ReadonlySet<number>): Wording | null {
  if (days === null) return notDays;
  const twice = days.find((day) => named.has(day));
  if (twice !== undefined) {
    return { problem: `names ${weekdays[twice]} a second time`, remedy: 'Name each day once.' };
  }
  return Array.isArray(times) ? null : times;
}

/** Kinds of values that other sections have, too. */
interface Kinds {
  duration: (max: string) => z.ZodType<number, string>;
  tag: z.ZodType<string, string>;
  email: z.ZodType<string, string>;
  text: z.ZodType<string, string>;
  oneOf: <const T extends readonly string[]>(words: T) => z.ZodType<T[number], T[number]>;
}

/** @returns the section `callbacks`, with every default */
export function callbacksSection({ duration, tag, email, text, oneOf }: Kinds) {
  const step = z
    .strictObject(
      {
        after: duration('30d'),
        tag: tag.exactOptional(),
        comment: text.exactOptional(),
        assign: email.exactOptional(),
      },
      { error: wording('is not a step', 'Write for example { after: 30m, tag: Call back overdue }.') },
    )
    .refine((effects) => [effects.tag, effects.comment, effects.assign].some((effect) => effect !== undefined), {
      error: wording('does nothing', 'Give the step a tag, a comment or assign.'),
      // All problems are reported at once.
      when: ({ value }) => isRecord(value),
    });
  const steps = z
    .array(step, { error: wording('is not a list', 'Begin each step with a dash.') })
    .min(1, { error: wording('is empty', 'Write a step, or leave the key out.') })
    .refine((all) => all.every(({ after }, nth) => nth === 0 || after >= (all[nth - 1]?.after ?? 0)), {
      error: wording('is not in the order of time', 'Write the step with the shorter after first.'),
      when: ({ value }) => z.array(z.looseObject({ after: z.number() })).safeParse(value).success,
    });
  const on = z.array(oneOf(missedKinds), { error: wording('is not a list', 'Write for example [missed, voicemail].') });
  return z.strictObject(
    {
      on: z.preprocess((value) => value ?? [], on),
      hours: Hours,
      minTalk: duration('1h').default(20_000),
      steps: z.preprocess((value) => value ?? [{ after: '0s', tag: 'Call back' }], steps),
    },
    { error: wording('is not a section', 'Write keys and values below it, indented.') },
  );
}

/** All that the check below needs: it runs even when other values of the file are wrong. */
const Comparable = z.object({ calls: z.looseObject({}), callbacks: z.object({ on: z.array(z.unknown()) }) });

/** A callback marks a conversation that agents see: one that stays archived would close it at once. */
export const openCallsForCallbacks = z.superRefine<{
  calls: Record<(typeof missedKinds)[number], string>;
  callbacks: Pick<Section, 'on'>;
}>(
  ({ calls, callbacks }, context) => {
    for (const [nth, kind] of callbacks.on.entries()) {
      if (calls[kind] !== 'archived' && calls[kind] !== 'skip') continue;
      const problem = `needs calls.${kind}: open`;
      const remedy = `Set calls.${kind} to open, or leave ${kind} out here.`;
      context.addIssue({ code: 'custom', path: ['callbacks', 'on', nth], message: wording(problem, remedy) });
    }
  },
  { when: ({ value }) => Comparable.safeParse(value).success },
);

type Section = z.infer<ReturnType<typeof callbacksSection>>;

/** @returns the settings; null when no kind of call opens a callback */
export function toCallbackSettings({ on, hours, minTalk, steps }: Section): CallbackSettings | null {
  if (on.length === 0) return null;
  return {
    on: [...new Set(on)],
    hours,
    minTalkMs: minTalk,
    steps: steps.map(({ after, tag, comment, assign }) => ({
      afterMs: after,
      tag: tag ?? null,
      comment: comment ?? null,
      assign: assign ?? null,
    })),
  };
}
