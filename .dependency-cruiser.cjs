// The arrows of the design: which folder may import what. Run by `npm run check:arrows`.
//
// TypeScript 7 has no parser for other programs, so swc reads the sources. It does not tell `import type` from `import`;
// where a folder may have types alone, .oxlintrc.json says so (no-restricted-imports).

/** `local`: paths of this project; `npm`: packages; `core`: whether Node's own modules are allowed. */
const rows = [
  {
    name: 'domain',
    from: '^src/domain/',
    local: ['^src/domain/', '^src/texts/'],
    npm: [],
    core: false,
    why: 'The domain is pure: no input or output, no clock, no library.',
  },
  {
    name: 'texts',
    from: '^src/texts/',
    local: ['^src/texts/', '^src/domain/'],
    npm: [],
    core: false,
    why: 'Servers, workers and pages all read their words here, so it runs anywhere; it knows the domain by its types.',
  },
  {
    name: 'phone-number',
    from: '^src/domain/phone-number\\.ts$',
    local: ['^src/domain/'],
    npm: ['libphonenumber-js'],
    core: false,
    why: 'The one file that knows libphonenumber-js.',
  },
  {
    name: 'workflows',
    from: '^workflows/',
    local: ['^workflows/', '^src/domain/', '^activities/((callback|card|sweep)/)?contract\\.ts$'],
    npm: ['@temporalio/workflow', '@temporalio/common'],
    core: false,
    why: "All of it enters Temporal's sandbox: what is not deterministic breaks replay, and every library swells the bundle.",
  },
  {
    name: 'workflows-traces',
    from: '^workflows/interceptors/traces\\.ts$',
    local: ['^workflows/'],
    npm: ['@temporalio/workflow', '@temporalio/interceptors-opentelemetry'],
    core: false,
    why: 'It enters the sandbox only where traces are asked for, in a bundle of its own.',
  },
  {
    name: 'activities-contract',
    from: '^activities/((callback|card|sweep)/)?contract\\.ts$',
    local: ['^src/domain/', '^activities/contract\\.ts$'],
    npm: [],
    core: false,
    why: 'Workflows see the contract: it is types of the domain, and drags nothing else into the sandbox.',
  },
  {
    name: 'activities',
    from: '^activities/',
    local: ['^activities/', '^src/domain/', '^src/texts/', '^src/adapters/'],
    npm: ['@temporalio/activity', '@temporalio/common'],
    core: true,
    why: 'Activities are given what they use; of adapters they know types and error classes.',
  },
  {
    name: 'adapters',
    from: '^src/adapters/(?!http/|temporal/|ledger/)([^/]+)/',
    local: ['^src/adapters/$1/', '^src/adapters/http/', '^src/domain/'],
    npm: ['zod'],
    core: true,
    why: "A vendor's words stop in its adapter, and no adapter knows another.",
  },
  {
    name: 'adapter-http',
    from: '^src/adapters/http/',
    local: ['^src/adapters/http/', '^src/domain/'],
    npm: ['node-fetch', 'zod'],
    core: true,
    why: 'The one place that knows node-fetch.',
  },
  {
    name: 'adapter-temporal',
    from: '^src/adapters/temporal/',
    // What clients and workflows say to each other is written down beside the workflows.
    local: [
      '^src/adapters/temporal/',
      '^src/adapters/http/',
      '^src/domain/',
      '^workflows/(messages|search-attributes)\\.ts$',
    ],
    npm: ['zod', 'p-queue', '@temporalio/client', '@temporalio/common', '@temporalio/envconfig', '@temporalio/proto'],
    core: true,
    why: 'It speaks to the server of Temporal, and runs no workflow or activity.',
  },
  {
    name: 'adapter-ledger',
    from: '^src/adapters/ledger/',
    local: ['^src/adapters/ledger/', '^src/adapters/http/', '^src/domain/'],
    npm: ['zod', 'drizzle-orm', '@electric-sql/pglite', 'pg'],
    core: true,
    why: 'The one place that knows the database of reports.',
  },
  {
    name: 'http',
    from: '^src/http/',
    local: ['^src/http/', '^src/adapters/(aircall|temporal|ledger)/', '^src/domain/', '^src/texts/', '^src/telemetry/'],
    npm: ['express', 'express-rate-limit', 'helmet', 'zod', 'jose', 'cookie'],
    core: true,
    why: 'An ingress stores an event and answers: it neither runs activities nor speaks to Front.',
  },
  {
    name: 'web',
    from: '^src/web/',
    local: [
      '^src/web/',
      '^src/texts/',
      // Types alone, of what the server answers.
      '^src/domain/',
      '^src/adapters/ledger/query-types\\.ts$',
      '^src/adapters/temporal/calls/(parked-calls|call-state)\\.ts$',
      '^src/http/plugin/answers\\.ts$',
      '^workflows/messages\\.ts$',
    ],
    npm: ['react', 'react-dom', 'wouter', 'recharts', 'styled-components', '@frontapp/plugin-sdk', '@frontapp/ui-kit'],
    core: false,
    why: 'Pages run in a browser: they share words and types with the server, and otherwise know only its HTTP interface.',
  },
  {
    name: 'service',
    from: '^src/service/',
    local: ['^src/(service|adapters|config|domain|http|telemetry|texts)/', '^activities/'],
    npm: ['@temporalio/(worker|client|common|activity)', 'express'],
    core: true,
    why: 'It puts all parts together. Workflows are given to the worker by their path: they load in the sandbox only.',
  },
  {
    name: 'config',
    from: '^src/config/',
    // The type of an encryption key.
    local: [
      '^src/config/',
      '^src/domain/',
      '^src/texts/',
      '^src/telemetry/',
      '^src/adapters/temporal/encryption/codec\\.ts$',
    ],
    npm: ['zod', 'yaml'],
    core: true,
    why: 'The configuration is read before anything else is there.',
  },
  {
    name: 'telemetry',
    from: '^src/telemetry/',
    local: ['^src/telemetry/', '^src/domain/'],
    npm: ['pino', 'prom-client'],
    core: true,
    why: 'Every part logs and counts, so this depends on no other part.',
  },
  {
    name: 'tracing',
    from: '^src/telemetry/(start-)?tracing\\.ts$',
    local: ['^src/telemetry/', '^src/adapters/http/', '^src/http/webhooks/', '^src/domain/'],
    npm: [
      '@opentelemetry/[^/]+',
      '@temporalio/interceptors-opentelemetry',
      '@temporalio/client',
      '@temporalio/common',
      '@temporalio/worker',
    ],
    core: true,
    why: 'The one place that knows OpenTelemetry.',
  },
];

/** Folders and files that have a row of their own inside the folder of another. */
const ownRow = {
  domain: '^src/domain/phone-number\\.ts$',
  workflows: '^workflows/interceptors/traces\\.ts$',
  activities: '^activities/((callback|card|sweep)/)?contract\\.ts$',
  telemetry: '^src/telemetry/(start-)?tracing\\.ts$',
};

const arrows = rows.map(({ name, from, local, npm, core, why }) => ({
  name: `${name}-imports`,
  comment: why,
  severity: 'error',
  from: { path: from, ...(name in ownRow ? { pathNot: ownRow[name] } : {}) },
  to: {
    pathNot: [...local, ...npm.map((library) => `node_modules/${library}/`)],
    ...(core ? { dependencyTypesNot: ['core'] } : {}),
  },
}));

module.exports = {
  forbidden: [...arrows, ...require('./.dependency-cruiser.rules.cjs')],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    // swc is asked for TypeScript without JSX: it cannot read a page. .oxlintrc.json guards those.
    exclude: { path: '^dist/|\\.tsx$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
