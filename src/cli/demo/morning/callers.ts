import type { StoryCaller } from '../story.ts';

/** A caller in Aircall's address book. @param number E.164 */
export function knownCaller(number: string, firstName: string, lastName: string): StoryCaller {
  return { number, name: { firstName, lastName }, contactName: `${firstName} ${lastName}` };
}

/** A caller of whom nothing but the number is known. */
export function unknownCaller(number: string): StoryCaller {
  return { number, name: null, contactName: number };
}
