import fc from 'fast-check';

/** The countries of the lines in the Aircall simulator, and their lines. */
export const countries = {
  GB: { lineId: 50001, lineName: 'Support UK', line: '+44 20 7946 0101', code: '44', trunk: '0', start: '20' },
  FR: { lineId: 50003, lineName: 'Support FR', line: '+33 1 86 65 10 10', code: '33', trunk: '0', start: '186' },
  US: { lineId: 50004, lineName: 'Support US', line: '+1 212-555-0104', code: '1', trunk: '', start: '2126' },
  BE: { lineId: 50005, lineName: 'Support BE', line: '+32 2 555 01 05', code: '32', trunk: '0', start: '478' },
} as const;

export type Country = keyof typeof countries;
export const countryNames = Object.keys(countries) as Country[];

/** How a number may be written in a body; the ways that need no line of the same country come first. */
export const foreignWritings = ['e164', 'spaced', 'zeros', 'no plus'] as const;
export const nationalWritings = ['national', 'national, dotted'] as const;
export const writings = [...foreignWritings, ...nationalWritings, 'from the US'] as const;
export type Writing = (typeof writings)[number];

export const anyCountry = fc.constantFrom(...countryNames);

/** A number that no other call of the file has. @param count from 0, below 100,000 */
export function nationalNumber(country: Country, count: number): string {
  const { start } = countries[country];
  const length = country === 'GB' || country === 'US' ? 10 : 9;
  const rest = length - start.length;
  return `${start}${String(7 * 10 ** (rest - 1) + count)}`;
}

export function e164Of(country: Country, national: string): string {
  return `+${countries[country].code}${national}`;
}

export function writeNumber(country: Country, national: string, writing: Writing): string {
  const { code, trunk } = countries[country];
  const groups = national.match(/\d{2,3}(?!\d$)|\d+/g) ?? [];
  switch (writing) {
    case 'e164':
      return `+${code}${national}`;
    case 'spaced':
      return `+${code} ${groups.join(' ')}`;
    case 'zeros':
      return `00${code}${national}`;
    case 'no plus':
      return `${code}${national}`;
    case 'from the US':
      return `011 ${code} ${groups.join(' ')}`;
    case 'national':
      return `${trunk}${groups.join(' ')}`;
    case 'national, dotted':
      return `${trunk}${groups.join('.')}`;
  }
}
