import { type Asking, fetchJson, Problem } from '../shared/fetch-json.ts';

export interface Teammate {
  id: string;
  email: string;
}

export interface Backend {
  /** Ties the page's session to the teammate; what is asked before waits for that. Again for the same one: nothing. */
  bind(teammate: Teammate): void;
  /** @throws {Problem} for every answer but a good one */
  ask<Answer>(path: string, body?: unknown): Promise<Answer>;
}

/** A page that has only just been loaded would be refused again. */
const leastPageAgeMs = 60_000;
const retryMs = 15_000;

/** @param firstSession that the server wrote into the page; it is kept in memory alone */
export function createBackend(firstSession: string): Backend {
  let session = firstSession;
  let binding: Promise<void> | null = null;
  let begin: (teammate: Teammate) => void = () => {};
  const teammate = new Promise<Teammate>((resolve) => {
    begin = resolve;
  });

  return {
    bind: (whom) => begin(whom),
    async ask(path, body) {
      await bound();
      return await send(path, body === undefined ? {} : { body });
    },
  };

  /** A try that failed is made again for whoever asks next. */
  function bound(): Promise<void> {
    binding ??= renew().catch((error: unknown) => {
      binding = null;
      throw error;
    });
    return binding;
  }

  async function renew(): Promise<void> {
    const answer = await send<{ session: string; renewAfterSeconds: number }>('session', {
      body: { teammate: await teammate },
    });
    session = answer.session;
    setTimeout(renewOrRetry, answer.renewAfterSeconds * 1000);
  }

  function renewOrRetry(): void {
    renew().catch(() => setTimeout(renewOrRetry, retryMs));
  }

  async function send<Answer>(path: string, asking: Asking): Promise<Answer> {
    const headers = { authorization: `Bearer ${session}` };
    try {
      return await fetchJson<Answer>(`/api/plugin/${path}`, { ...asking, headers });
    } catch (error) {
      // After a night's sleep the session is over: Front's address of this page still opens a new one.
      const isOver = error instanceof Problem && error.status === 401;
      if (isOver && performance.now() > leastPageAgeMs) location.reload();
      throw error;
    }
  }
}

/** @returns whatever went wrong as a problem; what is none of the server's counts as no answer */
export function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, String(error));
}
