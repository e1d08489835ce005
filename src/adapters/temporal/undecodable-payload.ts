const variable = 'CALLTHREAD_ENCRYPTION_KEYS';

/** What Temporal holds is encrypted, and cannot be read with the keys that this process has. */
export class UndecodablePayload extends Error {
  override readonly name = 'UndecodablePayload';

  /** @param keyId as it stands beside the payload, where anybody may have written it */
  constructor(keyId: string, reason: 'no keys' | 'no such key' | 'not by this key', options?: ErrorOptions) {
    const id = JSON.stringify(keyId.slice(0, 40));
    super(`Temporal holds something encrypted by the key ${id}, ${explanations[reason](id)}`, options);
  }
}

const explanations = {
  'no keys': (id: string) => `and ${variable} is not set. Set it, with ${id} and its key in it, and restart.`,
  'no such key': (id: string) =>
    `which ${variable} does not have. Put ${id} and its key back into it, behind the first, and restart.`,
  'not by this key': (id: string) =>
    `and it cannot be decrypted by it. See that ${variable} has under ${id} the key that it always had.`,
};
