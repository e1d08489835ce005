import { fetchJson, Problem, type RequestOptions } from '../shared/fetch-json.ts';

interface Teammate {
  id: string;
  email: string;
}

interface Backend {
  /** Binds the page's session to the teammate; requests wait for this. Later calls do nothing. */
  bind(teammate: Teammate): void;
  /** @throws {Problem} for every answer that is not 2xx, or none */
  ask<Answer>(path: string, body?: unknown): Promise<Answer>;
}

/** A younger page would be refused again after a reload. */
const minPageAgeMs = 60_000;
const retryMs = 15_000;

/** @param firstSession from the page's HTML; it stays in memory */
export function createBackend(firstSession: string): Backend {
  let session = firstSession;
  let binding: Promise<void> | null = null;
  let bindTeammate: (teammate: Teammate) => void = () => {};
  const teammate = new Promise<Teammate>((resolve) => {
    bindTeammate = resolve;
  });

  return {
    bind: (who) => bindTeammate(who),
    async ask(path, body) {
      await bound();
      return await send(path, body === undefined ? {} : { body });
    },
  };

  /** After a failure, the next request tries again. */
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

  async function send<Answer>(path: string, options: RequestOptions): Promise<Answer> {
    const headers = { authorization: `Bearer ${session}` };
    try {
      return await fetchJson<Answer>(`/api/plugin/${path}`, { ...options, headers });
    } catch (error) {
      // The session expires while the machine sleeps; reloading the page opens a new one.
      const isExpired = error instanceof Problem && error.status === 401;
      if (isExpired && performance.now() > minPageAgeMs) location.reload();
      throw error;
    }
  }
}

/** @returns the error as a Problem; errors that are not the server's count as no answer */
export function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, String(error));
}
