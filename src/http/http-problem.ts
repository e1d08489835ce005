/** A request that cannot be answered as asked. Thrown anywhere in a route; the problem middleware answers it. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: number;
  /** The place in the body that is wrong, as `data.started_at`. */
  readonly field: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  /** @param problem `detail` is read by whoever sent the request: no token, number or name */
  constructor(problem: { status: number; detail: string; field?: string; headers?: Record<string, string> }) {
    super(problem.detail);
    this.status = problem.status;
    this.field = problem.field;
    this.headers = problem.headers ?? {};
  }
}
