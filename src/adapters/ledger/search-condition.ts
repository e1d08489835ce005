import { eq, like, or, type SQL } from 'drizzle-orm';
import { calls } from './calls-table.ts';
import { foldText } from './clean-text.ts';

/** Digits and what people write between them. */
const looksLikeNumber = /^(?=.*\d)[\d\s+().,/'\p{Pd}]+$/u;
const mostIdDigits = 15;

/** @returns what holds for the calls that a person looks for; undefined when the text asks for nothing */
export function searchCondition(search: string): SQL | undefined {
  const text = foldText(search);
  if (text === '') return undefined;
  const named = [containing(calls.callerFolded, text), containing(calls.agentFolded, text)];
  if (!looksLikeNumber.test(text)) return or(...named);
  const digits = text.replace(/\D/g, '');
  return or(
    ...named,
    ...(internationalPart(text) === '' ? [] : [containing(calls.callerDigits, internationalPart(text))]),
    ...(digits.length <= mostIdDigits ? [eq(calls.id, Number(digits))] : []),
  );
}

/** What a national and an international writing share: 07700 900123 and +44 (0)7700 900123 are one number. */
function internationalPart(text: string): string {
  return text
    .replace('(0)', '')
    .replace(/\D/g, '')
    .replace(/^0+(?=\d)/, '');
}

function containing(column: Parameters<typeof like>[0], text: string): SQL {
  return like(column, `%${text.replace(/[\\%_]/g, '\\$&')}%`);
}
