import { type DestinationStream, type LevelWithSilent, type Logger as PinoLogger, pino } from 'pino';
import { lineScrubber } from './scrub-line.ts';

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

/**
 * The keys by which log lines are searched: what is meant has this name in every line that has it, whoever writes it.
 * Every line about a call has `callId`.
 */
export const logKeys = {
  callId: "Aircall's id of the call, a number",
  workflowId: 'the id in Temporal, `call-812345678` for a call',
  activity: 'the activity, as `appendToConversation`',
  event: "Aircall's name of a webhook's event",
  vendor: '`Front` or `Aircall`',
  operation: "the vendor's name of what was asked for, as `import-inbox-message`",
  status: 'the HTTP status; `timeout`, `cut`, `unreadable` or `refused` where a vendor gave none',
  durationMs: 'how long it took, in milliseconds',
} as const;

export type LogKey = keyof typeof logKeys;

/** Keys that others use for what has a name of ours. */
const ourNames: Record<string, LogKey> = {
  activityType: 'activity',
  workflow_id: 'workflowId',
  activity_type: 'activity',
};

/**
 * @param fields of one log line, as the code or a library has them
 * @returns the same by our keys (see `logKeys`), with `callId` where the workflow is one call's; without Temporal's task
 * token, which is long and says nothing
 */
function toLogFields(fields: Record<string, unknown>): Record<string, unknown> {
  const { taskToken: _none, ...rest } = fields;
  const named = Object.fromEntries(Object.entries(rest).map(([key, value]) => [ourNames[key] ?? key, value]));
  const callId = named['callId'] ?? callIdOf(named['workflowId']);
  return callId === undefined ? named : { callId, ...named };
}

function callIdOf(workflowId: unknown): number | undefined {
  const digits = typeof workflowId === 'string' ? /^call-(\d{1,16})$/.exec(workflowId)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}
