import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { neededEvents } from '../../../src/domain/call-event.ts';
import { preferencesWith } from '../../fixtures/preferences-with.ts';
import { playPastCall } from '../../workflows/play-past-call.ts';
import type { BrokenSetup } from './broken-setups.ts';
import type { Setup } from './open-setup.ts';

const needed = neededEvents(preferencesWith());

function theWebhook({ aircall }: Setup) {
  const [webhook] = aircall.state.webhooks.values();
  if (webhook === undefined) throw new Error('there is no webhook');
  return webhook;
}

/** What may be wrong with Aircall, its webhook, and the service itself. */
export const brokenOutside: readonly BrokenSetup[] = [
  {
    name: "Aircall's key is wrong",
    environment: { AIRCALL_API_TOKEN: 'another-aircall-token' },
    line: /^FAIL {4}Aircall key: Aircall rejects it \(403\)\. Put the id and token of an Aircall API key/,
    exitCode: 1,
  },
  {
    name: 'Aircall has no webhook',
    webhook: false,
    line: /^FAIL {4}Aircall webhook: Aircall has none for http:\S+\/webhooks\/aircall\. Set PUBLIC_URL, then create it: callthread webhooks register/,
    exitCode: 1,
  },
  {
    name: 'the webhook is disabled',
    after: (setup) => (theWebhook(setup).active = false),
    line: /^FAIL {4}Aircall webhook \S+: is disabled: .*\. Repair it: callthread webhooks register/,
    exitCode: 1,
  },
  {
    name: "the webhook's token is another",
    after: (setup) => (theWebhook(setup).token = 'some-other-token'),
    line: /^FAIL {4}Aircall webhook \S+ token: is not in AIRCALL_WEBHOOK_TOKEN: .*\. callthread webhooks register prints it/,
    exitCode: 1,
  },
  {
    name: 'the webhook does not tell of the end',
    after: (setup) => (theWebhook(setup).events = needed.filter((event) => event !== 'call.ended')),
    line: /^FAIL {4}Aircall webhook \S+ events: lack call\.ended\. Repair it: callthread webhooks register/,
    exitCode: 1,
  },
  {
    name: 'the webhook lacks the events of AI notes',
    after: (setup) => (theWebhook(setup).events = needed.filter((event) => event !== 'summary.created')),
    line: /^warn {4}Aircall webhook \S+ events: lack summary\.created\. Repair it: callthread webhooks register/,
    exitCode: 0,
  },
  {
    name: 'the company has no plan for AI notes',
    after: async ({ aircall }) => {
      await playPastCall(aircall, { startedAtSeconds: Math.floor(Date.now() / 1000) - 3600 });
      aircall.faults.add({ path: '/(summary|topics|action_items)$', kind: 'status', status: 403 });
    },
    line: /^warn {4}AI notes: Aircall refuses ai\.summary, ai\.topics, ai\.actionItems \(403\): the company has no plan for them\. They need Aircall AI Assist\. Without it, turn them off in callthread\.yaml\.$/,
    exitCode: 0,
  },
  {
    name: 'the plan covers a part of the AI notes',
    yaml: 'ai: { transcript: attach }',
    after: async (setup) => {
      theWebhook(setup).events = [...needed, 'transcription.created'];
      await playPastCall(setup.aircall, { startedAtSeconds: Math.floor(Date.now() / 1000) - 3600 });
      setup.aircall.faults.add({ path: '/transcription$', kind: 'status', status: 403 });
    },
    line: /^warn {4}AI notes: Aircall refuses ai\.transcript \(403\)/,
    exitCode: 0,
  },
  {
    name: 'the card is on, and the webhook lacks its events',
    yaml: 'card: { enabled: true }',
    line: /^warn {4}Aircall webhook \S+ events: lack call\.created, call\.answered\. Repair it: callthread webhooks register/,
    exitCode: 0,
  },
  {
    name: 'the webhook tells of everything',
    after: (setup) => (theWebhook(setup).events = [...needed, 'contact.created', 'user.opened']),
    line: /^warn {4}Aircall webhook \S+ events: include 2 that are not needed\. Repair it: callthread webhooks register/,
    exitCode: 0,
  },
  {
    name: 'two webhooks have the address',
    after: ({ aircall, publicUrl }) =>
      void aircall.addWebhook({
        url: `${publicUrl}/webhooks/aircall`,
        token: 'a-second-token',
        events: [...needed],
      }),
    line: /^warn {4}Aircall webhook: 2 webhooks share this URL: every event is delivered 2 times\. Keep one: callthread webhooks remove \S+$/,
    exitCode: 1,
  },
  {
    name: 'a webhook has another address',
    environment: { PUBLIC_URL: 'http://127.0.0.1:1' },
    line: /^warn {4}Aircall webhook \S+: has a token of AIRCALL_WEBHOOK_TOKEN, but its address .*webhooks remove/,
    exitCode: 1,
  },
  {
    name: 'the webhook has another path',
    after: (setup) => (theWebhook(setup).url = `${setup.publicUrl}/webhook/aircal`),
    line: /^FAIL {4}Aircall webhook \S+: goes to 127\.0\.0\.1:\d+\/webhook\/aircal, but Callthread listens at \/webhooks\/aircall: .*\. Create one .*: callthread webhooks register; then callthread webhooks remove \S+$/,
    exitCode: 1,
  },
  {
    name: 'the only webhook has another path, and another token',
    after: (setup) => {
      theWebhook(setup).url = `${setup.publicUrl}/?key=of-somebody`;
      theWebhook(setup).token = 'some-other-token';
    },
    line: /^FAIL {4}Aircall webhook \S+: goes to 127\.0\.0\.1:\d+\/, but Callthread listens at \/webhooks\/aircall: /,
    exitCode: 1,
  },
  {
    name: 'the webhook has another path, and the public address is not set',
    environment: { PUBLIC_URL: '' },
    after: (setup) => (theWebhook(setup).url = `${setup.publicUrl}/aircall`),
    line: /^FAIL {4}Aircall webhook \S+: goes to 127\.0\.0\.1:\d+\/aircall, but Callthread listens at /,
    exitCode: 1,
  },
  {
    name: 'the public address is not https',
    environment: { PUBLIC_URL: 'http://calls.invalid' },
    line: /^FAIL {4}PUBLIC_URL: http:\/\/calls\.invalid is not https\. Aircall delivers only to https/,
    exitCode: 1,
  },
  {
    name: 'the public address is not set',
    environment: { PUBLIC_URL: '' },
    line: /^warn {4}PUBLIC_URL: is not set: .*\. Set it to the address at which Aircall reaches/,
    exitCode: 0,
  },
  {
    name: 'nobody answers at the public address',
    environment: { PUBLIC_URL: 'http://127.0.0.1:1' },
    line: /^warn {4}http:\/\/127\.0\.0\.1:1\/healthz: does not answer from here \(.+\)\. Check that the service is running/,
    exitCode: 1,
  },
  {
    name: 'the clock is wrong',
    aheadMs: 120_000,
    line: /^warn {4}clock: is 1[12]\d s ahead of \w+'s\. Synchronise this machine's clock with NTP/,
    exitCode: 0,
  },
  {
    name: 'PostgreSQL is not there',
    environment: { DATABASE_URL: 'postgres://callthread:hunter2-secret@127.0.0.1:1/callthread' },
    line: /^FAIL {4}DATABASE_URL: PostgreSQL at 127\.0\.0\.1:1\/callthread: it cannot be reached \(.+\)\. Check that it is running/,
    exitCode: 1,
  },
  {
    // A plain file: not even root writes below one.
    name: 'the folder of the embedded database cannot be made',
    environment: { CALLTHREAD_DATA: join(fileURLToPath(import.meta.url), 'data') },
    line: /^FAIL {4}CALLTHREAD_DATA: \S+broken-outside\.ts is a file, not a folder\. Set CALLTHREAD_DATA to another folder/,
    exitCode: 1,
  },
  {
    name: 'rules are to be undone, and Front cannot tell when',
    environment: { FRONT_WEBHOOK_SECRET: '' },
    line: /^FAIL {4}FRONT_WEBHOOK_SECRET: is missing, but some rules are to be undone on archive\. Set it to your Front app's signing key/,
    exitCode: 1,
  },
  {
    name: 'the file of a secret does not exist',
    environment: { FRONT_API_TOKEN: '', FRONT_API_TOKEN_FILE: '/nowhere/token' },
    line: /^FAIL {4}FRONT_API_TOKEN_FILE: "\/nowhere\/token" does not exist\. Write the path of a file/,
    exitCode: 78,
  },
  {
    name: "the administrator's token is short",
    environment: { CALLTHREAD_ADMIN_TOKEN: 'hunter2' },
    line: /^FAIL {4}CALLTHREAD_ADMIN_TOKEN: \(7 characters\) is short enough to be guessed\. Use at least 16 characters/,
    exitCode: 78,
  },
];
