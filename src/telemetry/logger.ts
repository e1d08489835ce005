import { type DestinationStream, type LevelWithSilent, type Logger as PinoLogger, pino } from 'pino';
import { lineScrubber } from './scrub-line.ts';

export type Logger = PinoLogger;

interface LoggerOptions {
  /** Default: `info`. */
  level?: LevelWithSilent;
  /** Default: standard output. */
  destination?: DestinationStream;
  /** Texts that must never be written: the secrets of the configuration. */
  secrets?: readonly string[];
}

/**
 * Creates a logger of JSON lines: `time` (ISO 8601), `level` (its name), bound fields such as `callId`, and `msg`. Errors
 * go under `err`. Keys follow `logKeys`; a line with a call's `workflowId` also gets its `callId`. Phone numbers and secrets
 * are scrubbed from each finished line, so neither a child's bindings nor a library's error can leak them.
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

/** The keys for searching log lines, the same in every line. Every line about a call has `callId`. */
export const logKeys = {
  callId: "Aircall's id of the call, a number",
  workflowId: 'the id in Temporal, `call-812345678` for a call',
  activity: 'the activity, such as `appendToConversation`',
  event: "Aircall's name of a webhook's event",
  vendor: '`Front` or `Aircall`',
  operation: "the vendor's name of the request, such as `import-inbox-message`",
  status: 'the HTTP status; `timeout`, `cut`, `unreadable` or `refused` where a vendor gave none',
  durationMs: 'how long it took, in milliseconds',
} as const;

type LogKey = keyof typeof logKeys;

/** Libraries' keys, and ours for the same. */
const ourNames: Record<string, LogKey> = {
  activityType: 'activity',
  workflow_id: 'workflowId',
  activity_type: 'activity',
};

/**
 * @param fields of one log line, from our code or a library
 * @returns the fields with our keys (see `logKeys`) and `callId` if the workflow is a call's, without Temporal's long and
 * useless task token
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
