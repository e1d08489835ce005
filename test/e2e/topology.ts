/**
 * Where the end-to-end tests run. By default each town has a development server of Temporal, and the service is one
 * process; `npm run test:topology` sets `postgres`: the real server on PostgreSQL, the ledger there too, two ingresses
 * and two workers, as docker-compose.yml has them.
 */
export const topology = process.env['CALLTHREAD_TEST_TOPOLOGY'] === 'postgres' ? 'postgres' : 'single';
