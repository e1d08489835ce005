import { maskNumber } from '../../domain/phone-number.ts';

const longestDetail = 400;
/** Ids of Front's, such as crd_55551: they are no phone numbers, and whoever reads the error needs them. */
const frontIds = /(\b[a-z]{3}_[0-9a-z]{1,20}\b)/;

/** @returns a vendor's own words without phone numbers, mail addresses and anything that could be a secret */
export function cleanDetail(text: string): string {
  return text
    .slice(0, 4 * longestDetail)
    .replace(/\S+@\S+/g, '•••')
    .replace(/[\w+/=.-]{24,}/g, '•••')
    .split(frontIds)
    .map((part) => (frontIds.test(part) ? part : maskNumber(part)))
    .join('')
    .slice(0, longestDetail);
}
