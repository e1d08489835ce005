const variable = 'CALLTHREAD_ENCRYPTION_KEYS';

/** Temporal holds encrypted data that this process's keys cannot decrypt. */
export class UndecodablePayload extends Error {
  override readonly name = 'UndecodablePayload';
  readonly problem: string;
  /** One or more whole sentences. */
  readonly remedy: string;

  /** @param keyId as noted beside the payload, unverified */
  constructor(keyId: string, reason: 'no keys' | 'no such key' | 'not by this key', options?: ErrorOptions) {
    const id = JSON.stringify(keyId.slice(0, 40));
    const { problem, remedy } = explanations[reason](id);
    super(`${problem}. ${remedy}`, options);
    this.problem = problem;
    this.remedy = remedy;
  }
}

const explanations = {
  'no keys': (id: string) => ({
    problem: `Temporal holds data encrypted with the key ${id}, and ${variable} is not set`,
    remedy: `Set it, with ${id} and its key in it, and restart.`,
  }),
  'no such key': (id: string) => ({
    problem: `Temporal holds data encrypted with the key ${id}, which ${variable} does not have`,
    remedy: `Put ${id} and its key back, after the first key, and restart.`,
  }),
  'not by this key': (id: string) => ({
    problem: `Temporal holds data encrypted with the key ${id} that cannot be decrypted with it`,
    remedy: `Check that ${variable} still has the original key under ${id}.`,
  }),
};
