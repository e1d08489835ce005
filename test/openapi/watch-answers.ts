import type { RequestListener, ServerResponse } from 'node:http';
import { checkAnswer } from './check-answer.ts';

/** Holds every answer of the service's app against docs/openapi.yaml, whatever a test asks. */
export function watchAnswers(app: RequestListener): {
  /** The same, to be listened with. */
  app: RequestListener;
  /** @throws Error with what does not fit, if anything did not */
  assertKept(): void;
} {
  const faults = new Set<string>();
  return {
    app(request, response) {
      const { method = '', url = '' } = request;
      const body = collect(response);
      response.once('finish', () => {
        const { statusCode: status } = response;
        // A browser's question before the request itself: no operation of ours.
        if (method === 'OPTIONS' && status === 204) return;
        const sent = { method, url, status, headers: response.getHeaders(), body: body() };
        for (const fault of checkAnswer(sent)) faults.add(fault);
      });
      app(request, response);
    },
    assertKept() {
      if (faults.size > 0) throw new Error(`docs/openapi.yaml does not have:\n${[...faults].join('\n')}`);
    },
  };
}

/** @returns what gives all that was written to the answer, as text */
function collect(response: ServerResponse): () => string {
  const chunks: Buffer[] = [];
  for (const name of ['write', 'end'] as const) {
    const original = response[name];
    const kept = (...args: unknown[]): unknown => {
      const [chunk] = args;
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
      return Reflect.apply(original, response, args);
    };
    Reflect.set(response, name, kept);
  }
  return () => Buffer.concat(chunks).toString();
}
