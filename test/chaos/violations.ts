/** The fault, and its call or caller, to find the traces by. */
export interface Violation {
  what: string;
  /** Texts that the requests in question have in them. */
  traces: string[];
}

/** Compares, and says what differs by name. */
export function differs(what: string, found: unknown, expected: unknown, ...traces: string[]): Violation[] {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  return one === other ? [] : [{ what: `${what}: ${one} instead of ${other}`, traces }];
}
