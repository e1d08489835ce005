import type { SetupOptions } from './open-setup.ts';

export interface BrokenSetup extends SetupOptions {
  name: string;
  /** The line that names it, with the remedy. */
  line: RegExp;
  exitCode: 0 | 1 | 78;
  /** By how much this machine's clock is ahead. */
  aheadMs?: number;
}

const inboxRemedy = /in Front as a shared inbox that the token can see, or use another here\.$/;

/** What may be wrong with the environment and the file, with Temporal, with Front, and with what the file names. */
export const brokenSetups: readonly BrokenSetup[] = [
  {
    name: 'a variable is missing',
    environment: { FRONT_API_TOKEN: '' },
    line: /^FAIL {4}FRONT_API_TOKEN: is missing\. Create an API token in Front/,
    exitCode: 78,
  },
  {
    name: 'the token of the webhook is missing',
    environment: { AIRCALL_WEBHOOK_TOKEN: '' },
    line: /^FAIL {4}AIRCALL_WEBHOOK_TOKEN: is missing\. Create the webhook, .*: callthread webhooks register/,
    exitCode: 78,
  },
  {
    name: 'a key of the file is not known',
    yaml: 'lnaguage: fr',
    line: /^FAIL {4}\S*callthread\.yaml:1 lnaguage: is not a known key\. Did you mean "language"\?/,
    exitCode: 78,
  },
  {
    name: "Temporal's configuration file lacks the profile",
    environment: { TEMPORAL_PROFILE: 'prod' },
    line: /^FAIL {4}TEMPORAL_PROFILE: cannot be used \(Profile 'prod' not found in config data\)\. Use a profile of/,
    exitCode: 78,
  },
  {
    name: "Temporal's address has no port",
    environment: { TEMPORAL_ADDRESS: 'localhost' },
    line: /^FAIL {4}TEMPORAL_ADDRESS: "localhost" is not host:port\. Write the host and the port/,
    exitCode: 78,
  },
  {
    name: 'Temporal does not run',
    environment: { TEMPORAL_ADDRESS: '127.0.0.1:1' },
    line: /^FAIL {4}Temporal: does not answer at 127\.0\.0\.1:1\. Check that it is running and that TEMPORAL_ADDRESS/,
    exitCode: 1,
  },
  {
    name: 'Temporal does not speak TLS, and TLS is set',
    environment: { TEMPORAL_TLS: 'true' },
    line: /^FAIL {4}Temporal: cannot be reached at 127\.0\.0\.1:\d+: it does not speak TLS there\. See TEMPORAL_ADDRESS, or unset TEMPORAL_TLS/,
    exitCode: 1,
  },
  {
    name: 'there is no such namespace',
    environment: { TEMPORAL_NAMESPACE: 'nowhere' },
    line: /^FAIL {4}Temporal namespace: there is no nowhere\. Set TEMPORAL_NAMESPACE, or create it: temporal operator/,
    exitCode: 1,
  },
  {
    name: 'the namespace forgets within a day',
    environment: { TEMPORAL_NAMESPACE: 'forgetful' },
    line: /^warn {4}Temporal namespace: forgetful keeps .* for 1 day: .*\. Keep them for at least 7 days: temporal/,
    exitCode: 0,
  },
  {
    name: 'the search attributes are missing',
    environment: { TEMPORAL_NAMESPACE: 'bare' },
    line: /^FAIL {4}search attributes: missing: CallthreadState, .*--name CallthreadState --type Keyword/,
    exitCode: 1,
  },
  {
    name: 'there is no room for the search attributes',
    environment: { TEMPORAL_NAMESPACE: 'full' },
    line: /^FAIL {4}search attributes: missing: .* no room for them\. If 4 of A, B, C, D, E, F, G, H can go, remove them/,
    exitCode: 1,
  },
  {
    name: 'a search attribute has another type',
    environment: { TEMPORAL_NAMESPACE: 'mistyped' },
    line: /^FAIL {4}search attributes: not of type Keyword: CallthreadLine\. Use another namespace, or remove/,
    exitCode: 1,
  },
  {
    name: 'no worker runs',
    environment: { TEMPORAL_NAMESPACE: 'idle' },
    line: /^FAIL {4}workers: no worker polls callthread: .*\. Start one: callthread start/,
    exitCode: 1,
  },
  {
    name: 'the schedule is paused',
    environment: { TEMPORAL_NAMESPACE: 'paused' },
    line: /^warn {4}reconcile schedule: is paused: calls .* are not found\. Resume it: temporal schedule toggle --namespace paused/,
    exitCode: 0,
  },
  {
    name: 'a worker runs without the schedule',
    environment: { TEMPORAL_NAMESPACE: 'unscheduled' },
    line: /^warn {4}reconcile schedule: does not exist: calls .* are not found\. Restart a worker/,
    exitCode: 0,
  },
  {
    name: 'no worker has created the schedule yet',
    environment: { TEMPORAL_NAMESPACE: 'idle' },
    line: /^ok {6}reconcile schedule: does not exist yet: a worker creates it/,
    exitCode: 1,
  },
  {
    name: "Front's token is wrong",
    environment: { FRONT_API_TOKEN: 'another-front-token' },
    line: /^FAIL {4}Front token: Front rejects it \(401\)\. Put a Front API token .* into FRONT_API_TOKEN/,
    exitCode: 1,
  },
  {
    name: 'Front is not there',
    environment: { FRONT_API_URL: 'http://127.0.0.1:1' },
    line: /^FAIL {4}Front token: Front does not answer .*\. Check that this machine can reach Front and that FRONT_API_URL/,
    exitCode: 1,
  },
  ...['inboxes:read', 'teammates:read', 'conversations:read', 'messages:read', 'comments:read', 'tags:read'].map(
    (scope, _index, all): BrokenSetup => ({
      name: `Front's token lacks ${scope}`,
      front: { scopes: all.filter((each) => each !== scope) },
      line: new RegExp(`^FAIL {4}Front scope ${scope}: the token lacks it\\. Give the token the scope ${scope}`),
      exitCode: 1,
    }),
  ),
  ...[
    'comments: off',
    'comments: off\nai: { summary: false, topics: false, actionItems: false }\ncallbacks: { on: [missed] }',
  ].map(
    (yaml): BrokenSetup => ({
      name: `Front's token lacks comments:read, which is needed with ${yaml}`,
      yaml,
      front: { scopes: ['inboxes:read', 'teammates:read', 'conversations:read', 'messages:read', 'tags:read'] },
      line: /^FAIL {4}Front scope comments:read: the token lacks it\. Give the token the scope/,
      exitCode: 1,
    }),
  ),
  {
    name: "Front's limit is lower than configured",
    front: { requestsPerMinute: 40 },
    line: /^FAIL {4}front\.requestsPerMinute: is 50, and Front's limit is 40\. Set 40 or less/,
    exitCode: 1,
  },
  {
    name: 'the default inbox is misspelt',
    yaml: 'front: { inbox: Aircal Phone }',
    line: new RegExp(
      `^FAIL {4}front\\.inbox: the token sees no inbox Aircal Phone in Front\\. Did you mean Aircall Phone\\? .*${inboxRemedy.source}`,
    ),
    exitCode: 1,
  },
  {
    name: "a line's inbox is not there",
    yaml: 'lines: { "+442079460101": { inbox: Concierge } }',
    line: new RegExp(
      `^FAIL {4}lines\\."\\+442079460101"\\.inbox: .* no inbox Concierge in Front\\. Create it ${inboxRemedy.source}`,
    ),
    exitCode: 1,
  },
  {
    name: 'an inbox is named by an id that is not there',
    yaml: 'front: { inbox: inb_gone }',
    line: /^FAIL {4}front\.inbox: the token sees no inbox inb_gone in Front\. Create it/,
    exitCode: 1,
  },
  {
    name: 'two inboxes have the name',
    front: {
      inboxes: [{ name: 'Aircall Phone' }, { name: 'aircall phone' }, { name: 'Support' }, { name: 'Voicemail' }],
    },
    line: /^warn {4}front\.inbox: 2 inboxes are named Aircall Phone\. Use the id of the right one: inb_/,
    exitCode: 0,
  },
  {
    name: "a rule's inbox is not there",
    yaml: 'rules: [{ on: voicemail, moveTo: Mailbox }]',
    line: new RegExp(`^FAIL {4}rules\\[0\\]\\.moveTo: .* no inbox Mailbox in Front\\. Create it ${inboxRemedy.source}`),
    exitCode: 1,
  },
  {
    name: 'a line is none of Aircall',
    yaml: 'lines: { "+442079460199": { log: false } }',
    line: /^FAIL {4}lines\."\+442079460199": is not an Aircall line\. Remove it, or use one of: \+442079460101, /,
    exitCode: 1,
  },
  {
    name: "an agent's teammate is not there",
    yaml: 'agents: { anna.agent@example.com: nobody@example.com }',
    line: /^FAIL {4}agents\."anna\.agent@example\.com": Front has no teammate nobody@example\.com\. Use the e-mail/,
    exitCode: 1,
  },
  {
    name: "an agent's teammate is blocked",
    yaml: 'agents: { anna.agent@example.com: bob.blocked@example.com }',
    line: /^FAIL {4}agents\."anna\.agent@example\.com": the teammate bob\.blocked@example\.com is blocked\. Unblock/,
    exitCode: 1,
  },
  {
    name: 'an agent of the map is none of Aircall',
    yaml: 'agents: { gone@example.com: anna.agent@example.com }',
    line: /^warn {4}agents\."gone@example\.com": Aircall has no agent with this e-mail\. Use the e-mail that the agent/,
    exitCode: 0,
  },
  {
    name: 'an agent has no teammate',
    aircall: { seeds: { users: [{ id: 70009, name: 'Dirk Dienst', email: 'dirk@example.com' }] } },
    yaml: 'language: fr',
    line: /^warn {4}agent Dirk Dienst: Front has no teammate with this e-mail\. Add the agent under agents:/,
    exitCode: 0,
  },
];
