import { count, type SQL, sql } from 'drizzle-orm';
import { calls } from './calls-table.ts';

/**
 * What figures are made of, a value a call. Lengths as floats: they add up faster than 64-bit integers do. Conversations
 * as numbers, which sort faster than texts: that two of 100,000 share one has a chance of one in a thousand million.
 */
export const measures = {
  conversation: sql<string>`hashtextextended(${calls.conversationId}, 0)`.as('conversation'),
  answered: sql<boolean>`${calls.answeredAtSeconds} is not null`.as('answered'),
  ring: sql<number>`${calls.ringSeconds}::float8`.as('ring'),
  talk: sql<number>`${calls.talkSeconds}::float8`.as('talk'),
  // Aircall's clock and ours differ a little. (`greatest` passes over null, so a call that is not in Front needs the case.)
  toFront: sql<number>`case when ${calls.loggedAtSeconds} is not null and ${calls.endedAtSeconds} is not null
    then greatest(0, ${calls.loggedAtSeconds} - ${calls.endedAtSeconds})::float8 end`.as('to_front'),
};

type Measured = Record<keyof typeof measures, SQL.Aliased>;

/** @returns the columns of `ReportFigures` over a group of calls */
export function figuresOf({ conversation, answered, ring, talk, toFront }: Measured) {
  // PostgreSQL computes what is written twice but once: the values are sorted for both percentiles together.
  const percentiles = sql`percentile_cont(array[0.5, 0.95]) within group (order by ${toFront})`;
  return {
    calls: count(),
    conversations: sql`count(distinct ${conversation})`.mapWith(Number),
    answered: sql`count(*) filter (where ${answered})`.mapWith(Number),
    meanTimeToAnswerSeconds: orNull(sql`avg(${ring}) filter (where ${answered})`),
    totalTalkSeconds: sql`coalesce(sum(${talk}), 0)`.mapWith(Number),
    meanTalkSeconds: orNull(sql`avg(${talk})`),
    medianToFrontSeconds: orNull(sql`(${percentiles})[1]`),
    p95ToFrontSeconds: orNull(sql`(${percentiles})[2]`),
  };
}

/** Drizzle leaves null alone, and does not say so in its types. */
function orNull(figure: SQL): SQL<number | null> {
  return figure.mapWith(Number);
}
