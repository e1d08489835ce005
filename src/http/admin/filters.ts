import { z } from 'zod';
import type { CallFilter, LedgerPeriod } from '../../adapters/ledger/query-types.ts';
import { ledgerStates } from '../../domain/ledger-call.ts';
import { qualifications } from '../../domain/qualification.ts';
import { HttpProblem } from '../problem.ts';
import { addDays, countDays, isDay, startOfDay } from './days.ts';

export const directions = ['inbound', 'outbound'] as const;
const maxChoices = 100;
const maxSearchLength = 100;

/** A list, as `state=parked,logged` or as a repeated parameter. */
function several<Item extends z.ZodType>(item: Item) {
  return z.preprocess(
    (value) => (Array.isArray(value) ? value : [value]).flatMap((part) => String(part).split(',')),
    z.array(item, { error: 'must be a comma-separated list.' }).max(maxChoices, {
      error: `has too many values: at most ${maxChoices}.`,
    }),
  );
}

function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: ({ input }) => `"${clip(input)}" is not one of ${words.join(', ')}.` });
}

const id = z.string().regex(/^\d{1,15}$/, { error: ({ input }) => `"${clip(input)}" is not an Aircall id.` });
const ids = several(id.transform(Number));

export const day = z
  .string({
    error: ({ input }) =>
      input === undefined ? 'is missing. Use a date like 2026-01-31.' : 'must be one date, like 2026-01-31.',
  })
  .refine(isDay, { error: ({ input }) => `"${clip(input)}" is not a date. Use one like 2026-01-31.` });

/** Includes both days. */
export const period = { from: day, to: day };

/** Filters on calls, besides the period. */
export const choices = {
  state: several(oneOf(ledgerStates)).optional(),
  direction: several(oneOf(directions)).optional(),
  qualification: several(oneOf(qualifications)).optional(),
  line: ids.optional(),
  agent: ids.optional(),
  search: z
    .string({ error: 'may be given only once.' })
    .max(maxSearchLength, { error: `is longer than ${maxSearchLength} characters.` })
    // PostgreSQL does not accept NUL in text.
    .transform((text) =>
      text
        .replace(/\p{Cc}/gu, '')
        .toWellFormed()
        .trim(),
    )
    .optional(),
};

type Choices = { [Key in keyof typeof choices]?: z.output<(typeof choices)[Key]> };

/** @returns the ledger's filter for a request; absent parameters do not filter */
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
 * @returns the days as a period in the time zone
 * @throws {HttpProblem} 400 if they are in the wrong order or too many
 */
export function toPeriod({ from, to }: { from: string; to: string }, timezone: string, maxDays: number): LedgerPeriod {
  const days = countDays(from, to);
  if (days < 1) throw wrong('to', `to: ${to} is before ${from}. Put the earlier day in "from".`);
  if (days > maxDays) throw wrong('from', `from: that is ${days} days. Ask for ${maxDays} at most.`);
  return { fromSeconds: startOfDay(from, timezone), toSeconds: startOfDay(addDays(to, 1), timezone) };
}

function wrong(field: string, detail: string): HttpProblem {
  return new HttpProblem({ status: 400, detail, field });
}

function clip(input: unknown): string {
  return String(input).slice(0, 40).toWellFormed();
}

/**
 * Validates a request's parameters or body.
 * @throws {HttpProblem} 400 naming the first invalid field and the valid values
 */
export function readInput<Shape extends z.ZodType>(shape: Shape, input: unknown): z.output<Shape> {
  const read = shape.safeParse(input);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = unknown ?? (issue?.path.join('.') || 'body');
  const reason = field === 'body' ? 'must be a JSON object, in braces.' : (issue?.message ?? 'is wrong.');
  const detail = `${field}: ${unknown === undefined ? reason : `unknown parameter. ${knownOf(shape)}`}`;
  throw new HttpProblem({ status: 400, detail, field });
}

function knownOf(shape: z.ZodType): string {
  return shape instanceof z.ZodObject ? `Known ones: ${Object.keys(shape.shape).join(', ')}.` : 'Leave it out.';
}
