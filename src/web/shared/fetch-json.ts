export interface Asking {
  /** GET unless there is a body. */
  method?: 'GET' | 'POST';
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * Asks our own server. What it answers is taken to be of the shape that its interface has.
 * @throws {Problem} for every answer but a good one; an aborted request rejects as `fetch` does
 */
export async function fetchJson<Answer>(
  address: string,
  { method, body, headers, signal }: Asking = {},
): Promise<Answer> {
  const response = await ask(address, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const said: unknown = await response.json().catch(() => null);
  if (response.ok && said !== null) return said as Answer;
  const { detail, field } = (said ?? {}) as { detail?: unknown; field?: unknown };
  throw new Problem(
    response.status,
    typeof detail === 'string' ? detail : response.statusText,
    typeof field === 'string' ? field : null,
  );
}

async function ask(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Problem(0, 'The server was not reached.');
  }
}

/** An answer that is not what was asked for: the server's problem JSON (RFC 9457), or no answer at all. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** 0: the server was not reached. */
  readonly status: number;
  readonly field: string | null;

  constructor(status: number, detail: string, field: string | null = null) {
    super(detail);
    this.status = status;
    this.field = field;
  }
}
