import { z } from 'zod';
import { EncryptionKeys } from './encryption-keys.ts';
import { refuse, wording } from './problems.ts';
import { chosenSecret, secret, secretList, signingKey } from './secrets.ts';

const quotes = new Set(['"', "'"]);

/**
 * A variable as it was meant: without surrounding spaces, the carriage return of a Windows file, and the pair of quotes
 * that `docker run --env-file` keeps as part of the value.
 * @returns undefined when nothing is left: an empty variable counts as unset
 */
export function cleanValue(written: string | undefined): string | undefined {
  const trimmed = (written ?? '').trim();
  const first = trimmed[0];
  const quoted = trimmed.length > 1 && first !== undefined && quotes.has(first) && trimmed.endsWith(first);
  const value = quoted ? trimmed.slice(1, -1).trim() : trimmed;
  return value === '' ? undefined : value;
}

const notPort = { error: wording('is not a port', 'Write a whole number up to 65535, for example 3000.') };

const Port = z
  .string()
  .regex(/^\d{1,5}$/, notPort)
  .transform(Number)
  .refine((number) => number <= 65_535, notPort);

/**
 * The URL of a web server, without a slash at the end.
 * @param example a valid one
 */
function webAddress(example: string) {
  return z.string().transform((written, context) => {
    const url = URL.canParse(written) ? new URL(written) : null;
    if (url === null || !['http:', 'https:'].includes(url.protocol) || /[<>\s]/.test(written)) {
      return refuse(context, { problem: 'is not an http or https URL', remedy: `Write for example ${example}.` });
    }
    if (url.username !== '' || url.password !== '') {
      return refuse(context, { problem: 'contains a user or a password', remedy: 'Leave them out.' });
    }
    if (/[?#]/.test(written)) {
      return refuse(context, { problem: 'contains a question mark or #', remedy: 'Leave out that part.' });
    }
    return url.href.replace(/\/+$/, '');
  });
}

/** The URL of Aircall's API; the version is added to each request. */
const AircallAddress = webAddress('https://api.aircall.io').refine((address) => !/\/v\d+$/.test(address), {
  error: wording('ends with a version', 'Leave that out: it is added to each request.'),
});

/** The URL of this service; the paths of its webhooks are added to it. */
const PublicAddress = webAddress('https://calls.example.com').refine(
  (address) => !/\/webhooks\/(?:aircall|front)$/.test(address),
  { error: wording('ends with the path of a webhook', 'Leave that out: it is added where it is needed.') },
);

/** The URL of a PostgreSQL database. */
const DatabaseAddress = z.string().superRefine((written, context) => {
  const example = 'postgres://user:password@host:5432/callthread';
  if (!URL.canParse(written)) {
    const remedy = `Write ${example}, with characters such as @ # / % in the password percent-encoded.`;
    refuse(context, { problem: 'cannot be parsed', remedy });
  } else if (!/^postgres(?:ql)?:\/\/[^<>\s]+$/.test(written)) {
    refuse(context, { problem: 'is not a PostgreSQL URL', remedy: `Write one like ${example}.` });
  } else if (!isEncoded(written)) {
    const remedy = 'In the user and password write # as %23, % as %25, / as %2F, ? as %3F and @ as %40.';
    refuse(context, { problem: 'contains a character that is not percent-encoded', remedy });
  }
});

/**
 * Whether everything in a database's URL is where its writer meant it to be. Of `u:12#34@host` a parser makes the host u and
 * the port 12. An @ behind the host is allowed in the value of a parameter alone.
 */
function isEncoded(url: string): boolean {
  const behindHost = url.replace(/^\w+:\/\/[^/?#]*/, '');
  try {
    decodeURIComponent(url);
  } catch {
    return false;
  }
  return !/#|^[^?]*@|\?[^=]*@/.test(behindHost);
}

/**
 * Both halves of a worker's version, which Temporal writes as one (`callthread:1.4.0`, formerly `callthread.1.4.0`).
 * Names that begin with two underscores are Temporal's own; Temporal's Worker Controller for Kubernetes makes names of
 * the form `namespace/resource`.
 */
const DeploymentName = z.string().regex(/^(?!__)[\w/+-]{1,100}$/, {
  error: wording(
    'is not a valid deployment name',
    'Use only letters, digits, dashes, slashes and _, for example callthread.',
  ),
});

const BuildId = z.string().regex(/^(?!__)[\w.+-]{1,100}$/, {
  error: wording('is not a valid build id', 'Use only letters, digits, dots, dashes and _, for example 1.4.0.'),
});

/** One environment variable: a row of the table below. */
export interface Variable<Schema extends z.ZodType = z.ZodType> {
  name: string;
  /** Given the value without surrounding spaces and quotes, or undefined; it has the default. */
  schema: Schema;
  /**
   * `masked`: never shown, and masked in every log line. `hidden`: not shown in messages about it, for a token may have
   * been put in its place; but no secret. Both may come from a file, named by `<name>_FILE`.
   */
  secrecy: 'open' | 'hidden' | 'masked';
  /** A variable that is read where this one is unset. */
  fallback: string | null;
}

function open<Schema extends z.ZodType>(name: string, schema: Schema, fallback: string | null = null) {
  return { name, schema, secrecy: 'open', fallback } as const;
}

function hidden<Schema extends z.ZodType>(name: string, schema: Schema) {
  return { name, schema, secrecy: 'hidden', fallback: null } as const;
}

function masked<Schema extends z.ZodType>(name: string, schema: Schema) {
  return { name, schema, secrecy: 'masked', fallback: null } as const;
}

const aircallKey = 'Create an API key in the Aircall dashboard (Company settings > API keys)';
const frontToken = 'Create an API token in Front (Settings > Developers > API tokens) and set it here.';
const webhookToken = 'Aircall gives each webhook a token when it is created: see README.md; set it here.';

const optionalUrl = (example: string) => webAddress(example).nullable().default(null);
const Collector = optionalUrl('http://localhost:4318');

/**
 * Every variable that Callthread reads itself: one row each, under the path that its value has in {@link Config}.
 * Temporal's own are in `temporal-variables.ts`.
 */
export const variables = {
  http: {
    /** 0 asks the system for any free port. */
    port: open('PORT', Port.default(3000)),
    /** For a worker that runs alone: `/metrics` and `/healthz`; null: it has none. */
    workerPort: open('WORKER_PORT', Port.nullable().default(null)),
    /** How Aircall and Front reach this service; without a slash at the end. */
    publicUrl: open('PUBLIC_URL', PublicAddress.nullable().default(null)),
  },
  front: {
    /** Without a slash at the end. */
    apiUrl: open('FRONT_API_URL', webAddress('https://api2.frontapp.com').default('https://api2.frontapp.com')),
    apiToken: masked('FRONT_API_TOKEN', secret(frontToken)),
    webhookSecret: masked('FRONT_WEBHOOK_SECRET', signingKey().nullable().default(null)),
    pluginSecret: masked('FRONT_PLUGIN_SECRET', chosenSecret().nullable().default(null)),
  },
  aircall: {
    /** Without `/v1` and without a slash at the end. */
    apiUrl: open('AIRCALL_API_URL', AircallAddress.default('https://api.aircall.io')),
    apiId: hidden('AIRCALL_API_ID', secret(`${aircallKey} and set its API id here.`)),
    apiToken: masked(
      'AIRCALL_API_TOKEN',
      secret(`${aircallKey} and set its API token here; Aircall shows it only once.`),
    ),
    /** Each webhook has a token of its own. */
    webhookTokens: masked('AIRCALL_WEBHOOK_TOKEN', secretList(webhookToken)),
  },
  database: {
    /** PostgreSQL; null means the embedded database in `dataDir`. */
    url: masked('DATABASE_URL', DatabaseAddress.nullable().default(null)),
    /** Absolute, once the configuration is loaded. */
    dataDir: open('CALLTHREAD_DATA', z.string().default('./data')),
  },
  /** null: the admin pages and calls are off. */
  adminToken: masked('CALLTHREAD_ADMIN_TOKEN', chosenSecret().nullable().default(null)),
  /** The first key encrypts payloads, any key decrypts; with none, Temporal stores plain text. */
  encryptionKeys: masked('CALLTHREAD_ENCRYPTION_KEYS', EncryptionKeys.default([])),
  /** Temporal's Web UI, for links to it; without a slash at the end. */
  temporalUiUrl: open('TEMPORAL_UI_URL', optionalUrl('http://localhost:8080')),
  /** OpenTelemetry's own variables. Its SDK reads the rest itself (`OTEL_TRACES_SAMPLER`, `OTEL_BSP_*`, …). */
  tracing: {
    disabled: open(
      'OTEL_SDK_DISABLED',
      z
        .string()
        .regex(/^(?:true|false)$/i, { error: wording('is not true or false', 'Write one of them.') })
        .transform((value) => value.toLowerCase() === 'true')
        .default(false),
    ),
    exporter: open(
      'OTEL_TRACES_EXPORTER',
      z
        .enum(['otlp', 'none'], { error: wording('is not an exporter that Callthread has', 'Write otlp or none.') })
        .nullable()
        .default(null),
    ),
    endpoint: open('OTEL_EXPORTER_OTLP_ENDPOINT', Collector),
    tracesEndpoint: open('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', Collector),
    protocol: open(
      'OTEL_EXPORTER_OTLP_PROTOCOL',
      z
        .enum(['http/protobuf', 'http/json'], {
          error: wording(
            'is not a protocol that Callthread has',
            'Write http/protobuf or http/json (port 4318, most often).',
          ),
        })
        .default('http/protobuf'),
    ),
    headers: masked('OTEL_EXPORTER_OTLP_HEADERS', z.string().transform(toHeaders).default({})),
    serviceName: open('OTEL_SERVICE_NAME', z.string().default('callthread')),
  },
  /** The YAML file; null: `callthread.yaml`, where there is one. */
  configFile: open('CALLTHREAD_CONFIG', z.string().nullable().default(null)),
  /** Worker Versioning. Temporal's Worker Controller for Kubernetes sets the variables of the second names. */
  version: {
    buildId: open('CALLTHREAD_BUILD_ID', BuildId.nullable().default(null), 'TEMPORAL_WORKER_BUILD_ID'),
    deploymentName: open(
      'CALLTHREAD_DEPLOYMENT_NAME',
      DeploymentName.default('callthread'),
      'TEMPORAL_DEPLOYMENT_NAME',
    ),
  },
};

type Read<Table> = {
  -readonly [Key in keyof Table]: Table[Key] extends { schema: infer Schema extends z.ZodType }
    ? z.output<Schema>
    : Read<Table[Key]>;
};

/** The values of all variables, in the shape of the table. */
export type Settings = Read<typeof variables>;

/** The rows of the table, each with its path. */
export const variableRows: ReadonlyArray<{ path: string[]; variable: Variable }> = rowsOf(variables);

function rowsOf(table: object, path: string[] = []): Array<{ path: string[]; variable: Variable }> {
  return Object.entries(table).flatMap(([key, value]: [string, object]) =>
    'schema' in value ? [{ path: [...path, key], variable: value as Variable }] : rowsOf(value, [...path, key]),
  );
}

/** `name=value`, separated by commas; values may be percent-encoded, as OpenTelemetry's specification has it. */
function toHeaders(written: string, context: z.core.$RefinementCtx): Record<string, string> {
  const pairs = written.split(',').map((pair): [string, string] => {
    const [name = '', ...value] = pair.split('=');
    return [name.trim(), value.join('=').trim()];
  });
  try {
    if (pairs.some(([name, value]) => !/^[\w!#$%&'*+.^`|~-]+$/.test(name) || value === '')) throw new URIError();
    return Object.fromEntries(pairs.map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    const remedy = 'Write name=value, and commas between several.';
    return refuse(context, { problem: 'is not a list of headers', remedy });
  }
}
