export interface RequestOptions {
  /** GET unless there is a body. */
  method?: 'GET' | 'POST';
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * Requests JSON from our own server, and trusts the shape of the answer.
 * @throws {Problem} for every answer that is not 2xx, or none; an aborted request rejects as `fetch` does
 */
export async function fetchJson<Answer>(
  address: string,
  { method, body, headers, signal }: RequestOptions = {},
): Promise<Answer> {
  const response = await request(address, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer as Answer;
  const { detail, field } = (answer ?? {}) as { detail?: unknown; field?: unknown };
  throw new Problem(
    response.status,
    typeof detail === 'string' ? detail : response.statusText,
    typeof field === 'string' ? field : null,
  );
}

async function request(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Problem(0, 'The server was not reached.');
  }
}

/** The server's problem JSON (RFC 9457), or no answer at all. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** 0 if the server was not reached. */
  readonly status: number;
  readonly field: string | null;

  constructor(status: number, detail: string, field: string | null = null) {
    super(detail);
    this.status = status;
    this.field = field;
  }
}
