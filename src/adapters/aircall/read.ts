import type { z } from 'zod';

/** A body that is not what Aircall documents. The message names the field and has none of its values. */
export class PayloadInvalid extends Error {
  override readonly name = 'PayloadInvalid';
  /** The first field that is wrong, as `data.user.id`; `body` when it is the whole. */
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.field = field;
  }
}

/**
 * @param within the value's place in the body, `data` for example; empty for the body itself
 * @returns the value in the schema's shape
 * @throws {PayloadInvalid} for the first field that is not
 */
export function readShape<Schema extends z.ZodType>(schema: Schema, value: unknown, within = ''): z.infer<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const path = [...(within === '' ? [] : [within]), ...(issue?.path ?? [])].join('.');
  throw new PayloadInvalid(path === '' ? 'body' : path, issue?.message ?? 'invalid');
}
