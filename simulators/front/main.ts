import { parseArgs } from 'node:util';
import { startFrontSimulator } from './start-front-simulator.ts';

const flags = {
  port: { type: 'string', default: '0' },
  token: { type: 'string', default: 'front-test-token' },
  'requests-per-minute': { type: 'string', default: '0' },
  'import-delay-ms': { type: 'string', default: '100' },
  'duplicate-external-id': { type: 'string', default: 'accepted' },
  'front-rules': { type: 'boolean', default: false },
  'webhook-url': { type: 'string' },
  'webhook-secret': { type: 'string' },
  'app-url': { type: 'string' },
} as const;

const { values } = parseArgs({ options: flags });
const [url, secret] = [values['webhook-url'], values['webhook-secret']];
if (url !== undefined && secret === undefined) throw new Error('--webhook-url needs --webhook-secret');
const simulator = await startFrontSimulator({
  port: wholeNumber('port', values.port),
  token: values.token,
  requestsPerMinute: wholeNumber('requests-per-minute', values['requests-per-minute']),
  importDelayMs: wholeNumber('import-delay-ms', values['import-delay-ms']),
  duplicateExternalId: values['duplicate-external-id'] === 'conflict' ? 'conflict' : 'accepted',
  frontRules: values['front-rules'],
  ...(url === undefined || secret === undefined ? {} : { webhook: { url, secret } }),
  ...(values['app-url'] === undefined ? {} : { appUrl: values['app-url'] }),
});
console.log(`Front simulator: API at ${simulator.url} with the token ${values.token}, inbox at ${simulator.url}/`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void simulator.close();
  });
}

function wholeNumber(flag: string, text: string): number {
  const number = Number(text);
  if (text === '' || !Number.isInteger(number) || number < 0) throw new Error(`--${flag} must be a whole number`);
  return number;
}
