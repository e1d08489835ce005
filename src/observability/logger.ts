import { type DestinationStream, type LevelWithSilent, type Logger as PinoLogger, pino } from 'pino';
import { lineScrubber } from './line-scrubber.ts';
import { toLogFields } from './to-log-fields.ts';

export type Logger = PinoLogger;

export interface LoggerOptions {
  /** `info` unless told otherwise. */
  level?: LevelWithSilent;
  /** Where lines go; standard output unless told otherwise. */
  destination?: DestinationStream;
  /** Texts that must never be written, whatever brings them: those of the configuration. */
  secrets?: readonly string[];
}

/**
 * A logger of JSON lines: `time` (ISO 8601), `level` (its name), what the caller binds (`callId`, say), `msg`. An error
 * goes under `err`. Keys are those of `logKeys`, and a line that has a call's `workflowId` has its `callId` too. Nothing that looks like a phone number or a secret leaves whole: each finished line is looked
 * through, so that neither a child's bindings nor a library's error can pass by.
 */
export function createLogger({ level = 'info', destination, secrets = [] }: LoggerOptions = {}): Logger {
  const serializers = { err: pino.stdSerializers.err, error: pino.stdSerializers.err };
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: toLogFields },
      serializers,
      hooks: { streamWrite: lineScrubber(secrets) },
    },
    destination ?? pino.destination(1),
  );
}
