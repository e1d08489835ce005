import { TemporalAway } from '../../../adapters/temporal/temporal-away.ts';
import { HttpProblem } from '../../http-problem.ts';

/** Asks Temporal. @throws {HttpProblem} 503 when it does not answer */
export async function askingTemporal<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof TemporalAway)) throw error;
    throw new HttpProblem({
      status: 503,
      detail: 'Temporal is not reachable. See that it runs, and that TEMPORAL_ADDRESS names it.',
      headers: { 'retry-after': '10' },
    });
  }
}
