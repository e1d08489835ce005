/** Something that several checks need is not to be had. One of them, `check`, tells why. */
export class FactMissing extends Error {
  override readonly name = 'FactMissing';
  /** The check that tells of it. */
  readonly check: string;

  constructor(check: string, cause: unknown) {
    super(`needs ${check}`, { cause });
    this.check = check;
  }
}

/**
 * Loads something once, when it is first asked for.
 * @param check the one that tells when it is not to be had
 * @returns what gives it, and throws {FactMissing} with the reason as its cause; a fact that another one lacks is that one's matter
 */
export function lazily<Fact>(check: string, load: () => Promise<Fact>): () => Promise<Fact> {
  let loading: Promise<Fact> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      throw error instanceof FactMissing ? error : new FactMissing(check, error);
    });
    return loading;
  };
}
