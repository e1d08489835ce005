// What holds for all folders; read by .dependency-cruiser.cjs.

module.exports = [
  {
    name: 'opentelemetry-on-demand',
    comment:
      'Nothing of it is loaded where no traces are asked for: src/service/telemetry.ts imports it when they are.',
    severity: 'error',
    from: { pathNot: '^(src/telemetry/start-tracing\\.ts$|workflows/interceptors/traces\\.ts$|test/)' },
    to: {
      path: '^src/telemetry/start-tracing\\.ts$|node_modules/(@opentelemetry|@temporalio/interceptors-)',
      dynamic: false,
    },
  },
  {
    name: 'no-cycles',
    comment: 'Files that need each other are one file, or lack a third.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'nobody-imports-cli',
    comment: 'The command line is the top.',
    severity: 'error',
    from: { pathNot: '^(src/cli|test|bench)/' },
    to: { path: '^src/cli/' },
  },
  {
    name: 'only-the-command-line-imports-the-service',
    comment: 'src/service puts all parts together: no part knows it.',
    severity: 'error',
    from: { pathNot: '^(src/(service|cli)|test|bench)/' },
    to: { path: '^src/service/' },
  },
  {
    name: 'only-tests-import-tests',
    severity: 'error',
    from: { pathNot: '^test/' },
    to: { path: '^test/' },
  },
  {
    name: 'only-the-demo-imports-simulators',
    comment: 'Stand-ins of vendors have no place in production.',
    severity: 'error',
    from: { pathNot: '^(simulators|demo|test|bench)/' },
    to: { path: '^simulators/' },
  },
  {
    name: 'demo-on-demand',
    comment: 'A service never loads the demo: `callthread demo` imports it when it runs.',
    severity: 'error',
    from: { pathNot: '^(demo|test)/' },
    to: { path: '^demo/', dynamic: false },
  },
  {
    name: 'no-development-packages',
    comment: 'They are not there in production.',
    severity: 'error',
    from: { path: '^(src|workflows|activities)/', pathNot: '^src/web' },
    to: { dependencyTypes: ['npm-dev'] },
  },
  {
    name: 'resolvable',
    comment: 'A file or a package that is not there.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
];
