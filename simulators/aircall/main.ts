import { parseArgs } from 'node:util';
import { startAircallSimulator } from './start-aircall-simulator.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4002' },
    webhook: { type: 'string' },
    token: { type: 'string' },
    'api-id': { type: 'string', default: 'test-id' },
    'api-token': { type: 'string', default: 'test-token' },
    'requests-per-minute': { type: 'string', default: '0' },
    'time-scale': { type: 'string', default: '1' },
    'media-lifetime-ms': { type: 'string', default: '600000' },
  },
});

const simulator = await startAircallSimulator({
  port: Number(values.port),
  apiId: values['api-id'],
  apiToken: values['api-token'],
  requestsPerMinute: Number(values['requests-per-minute']),
  timeScale: Number(values['time-scale']),
  mediaLifetimeMs: Number(values['media-lifetime-ms']),
});
if (values.webhook !== undefined) {
  const { token } = values;
  simulator.addWebhook(token === undefined ? { url: values.webhook } : { url: values.webhook, token });
}
console.log(`Aircall simulator listening on ${simulator.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void simulator.close());
}
