/** Five digits and more, in one piece or in groups. */
const run = /\d(?:[\s().\-/]{0,3}\d){4,}/g;

/** @returns the text with all but the last two digits of each number masked, of whatever country: 0186651010 as ********10. */
export function maskDigits(text: string): string {
  return text.replace(run, (number) => {
    const digits = number.replaceAll(/\D/g, '');
    return `${'*'.repeat(digits.length - 2)}${digits.slice(-2)}`;
  });
}
