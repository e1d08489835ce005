/** A body of Aircall that is not what Aircall documents. The message names the field, and holds none of its values. */
export class PayloadInvalid extends Error {
  override readonly name = 'PayloadInvalid';
  /** The first field that is wrong, as `data.user.id`; `body` when it is the whole. */
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.field = field;
  }
}
