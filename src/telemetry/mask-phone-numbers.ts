const gap = '[\\s().\\-/\\u2010-\\u2015]{1,3}';
/** A plus (also URL-encoded), or 00 at the start of a word; then groups of digits. */
const written = new RegExp(`(?:\\+|%2B|(?<![\\dA-Za-z.])00)(?:${gap})?[1-9]\\d*(?:${gap}\\d+)*`, 'gi');

/** Country codes by ITU-T E.164: 1 and 7, then those of two digits, the rest of three. */
const countryCode = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

const minDigits = 7;
const maxDigits = 15;
/** A single group of this many digits is a complete number. */
const wholeNumber = 10;

/**
 * Masks international phone numbers with any spacing: +33 1 86 65 10 10 becomes +33*******10. Digits without + or 00 stay:
 * they are call ids, times, amounts.
 */
export function maskPhoneNumbers(text: string): string {
  return text.replace(written, (found) => {
    const prefix = /^(?:\+|%2B|00)/i.exec(found)?.[0] ?? '';
    const end = prefix.length + lengthOfNumber(found.slice(prefix.length));
    const digits = found.slice(prefix.length, end).replaceAll(/\D/g, '');
    if (digits.length < minDigits) return found;
    const country = countryCode.exec(digits)?.[0] ?? '';
    const hidden = '*'.repeat(digits.length - country.length - 2);
    return `${prefix}${country}${hidden}${digits.slice(-2)}${found.slice(end)}`;
  });
}

/** Groups belong to the number while E.164 has room for them: a call's id may follow after a space. */
function lengthOfNumber(groups: string): number {
  let length = 0;
  let digits = 0;
  for (const group of groups.match(/\D*\d+/g) ?? []) {
    const more = group.replaceAll(/\D/g, '').length;
    const onePiece = length === digits;
    if (digits >= wholeNumber && (onePiece || digits + more > maxDigits)) break;
    length += group.length;
    digits += more;
  }
  return length;
}

/** Five or more digits, in one piece or in groups. */
const run = /\d(?:[\s().\-/]{0,3}\d){4,}/g;

/** @returns the text with each number masked except for its last two digits: 0186651010 becomes ********10. */
export function maskDigits(text: string): string {
  return text.replace(run, (number) => {
    const digits = number.replaceAll(/\D/g, '');
    return `${'*'.repeat(digits.length - 2)}${digits.slice(-2)}`;
  });
}
