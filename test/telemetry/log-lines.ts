import { createLogger, type Logger } from '../../src/telemetry/logger.ts';

export interface LogLines {
  logger: Logger;
  /** All that was written so far. */
  text: () => string;
  /** The last record, parsed. */
  last: () => Record<string, unknown>;
}

/** A logger that keeps what it writes. */
export function keepLogLines(
  options: Omit<NonNullable<Parameters<typeof createLogger>[0]>, 'destination'> = {},
): LogLines {
  const lines: string[] = [];
  const logger = createLogger({ ...options, destination: { write: (line) => void lines.push(line) } });
  return {
    logger,
    text: () => lines.join(''),
    last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>,
  };
}
