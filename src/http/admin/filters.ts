import { z } from 'zod';
import type { CallFilter, LedgerPeriod } from '../../adapters/ledger/ledger.ts';
import { ledgerStates } from '../../domain/ledger-call.ts';
import { qualifications } from '../../domain/qualification.ts';
import { HttpProblem } from '../problem.ts';
import { addDays, countDays, isDay, startOfDay } from './days.ts';

export const directions = ['inbound', 'outbound'] as const;
const mostChoices = 100;
const longestSearch = 100;

/** Several of them, as `state=parked,logged` or as a parameter that comes again. */
function several<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (value) => (Array.isArray(value) ? value : [value]).flatMap((part) => String(part).split(',')),
    z.array(item, { error: 'is written as values with commas between them.' }).max(mostChoices, {
      error: `has too many values: ${mostChoices} at most.`,
    }),
  );
}

function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: ({ input }) => `"${clip(input)}" is none of ${words.join(', ')}.` });
}

const id = z.string().regex(/^\d{1,15}$/, { error: ({ input }) => `"${clip(input)}" is not an id of Aircall's.` });
const ids = several(id.transform(Number));

export const day = z
  .string({ error: 'is missing. Write a day, as 2026-01-31.' })
  .refine(isDay, { error: ({ input }) => `"${clip(input)}" is not a day. Write one, as 2026-01-31.` });

/** Both days are within it. */
export const period = { from: day, to: day };

/** What calls are chosen by, beside the time. */
export const choices = {
  state: several(oneOf(ledgerStates)).optional(),
  direction: several(oneOf(directions)).optional(),
  qualification: several(oneOf(qualifications)).optional(),
  line: ids.optional(),
  agent: ids.optional(),
  search: z
    .string({ error: 'is written once.' })
    .max(longestSearch, { error: `is longer than ${longestSearch} characters.` })
    // PostgreSQL takes no NUL in a text.
    .transform((text) =>
      text
        .replace(/\p{Cc}/gu, '')
        .toWellFormed()
        .trim(),
    )
    .optional(),
};

type Choices = { [Key in keyof typeof choices]?: z.output<(typeof choices)[Key]> };

/** @returns the words of a request in those of the ledger, without what nobody asked for */
export function toFilter({ state, direction, qualification, line, agent, search }: Choices): CallFilter {
  return {
    ...(state === undefined ? {} : { states: state }),
    ...(direction === undefined ? {} : { directions: direction }),
    ...(qualification === undefined ? {} : { qualifications: qualification }),
    ...(line === undefined ? {} : { lineIds: line }),
    ...(agent === undefined ? {} : { agentIds: agent }),
    ...(search === undefined || search === '' ? {} : { search }),
  };
}

/**
 * @returns the days as a time of the zone
 * @throws {HttpProblem} 400 when they are in the wrong order, or too many
 */
export function toPeriod({ from, to }: { from: string; to: string }, timezone: string, mostDays: number): LedgerPeriod {
  const days = countDays(from, to);
  if (days < 1) throw wrong('to', `to: ${to} is before ${from}. Put the earlier day into "from".`);
  if (days > mostDays) throw wrong('from', `from: that is ${days} days. Ask for ${mostDays} at most.`);
  return { fromSeconds: startOfDay(from, timezone), toSeconds: startOfDay(addDays(to, 1), timezone) };
}

function wrong(field: string, detail: string): HttpProblem {
  return new HttpProblem({ status: 400, detail, field });
}

function clip(input: unknown): string {
  return String(input).slice(0, 40).toWellFormed();
}

/**
 * Reads a request's parameters or body.
 * @throws {HttpProblem} 400 naming the first that is wrong, and what would be right
 */
export function readInput<Shape extends z.ZodType>(shape: Shape, input: unknown): z.output<Shape> {
  const read = shape.safeParse(input);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = unknown ?? (issue?.path.join('.') || 'body');
  const detail =
    unknown === undefined
      ? `${field}: ${issue?.message ?? 'is wrong.'}`
      : `${field}: there is no such parameter. ${knownOf(shape)}`;
  throw new HttpProblem({ status: 400, detail, field });
}

function knownOf(shape: z.ZodType): string {
  return shape instanceof z.ZodObject ? `There are ${Object.keys(shape.shape).join(', ')}.` : 'Leave it out.';
}
