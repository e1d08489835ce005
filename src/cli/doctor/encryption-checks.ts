import { findUnreadable } from '../../adapters/temporal/find-unreadable.ts';
import type { Check } from './check.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const name = 'CALLTHREAD_ENCRYPTION_KEYS';
const server = 'codec server';

/** That what Temporal holds is encrypted, and can be read by those who are to read it. */
export const encryptionChecks: readonly Check[] = [
  {
    name,
    async run(facts) {
      const { encryptionKeys } = await facts.config();
      await facts.retentionDays();
      const unreadable = await findUnreadable(await facts.temporal());
      if (unreadable !== null) {
        const [found = '', ...remedy] = unreadable.split('. ');
        return [fail(name, found, remedy.join('. '))];
      }
      return [tellKeys(encryptionKeys.map(({ id }) => id))];
    },
  },
  {
    name: server,
    async run(facts) {
      const { encryptionKeys, adminToken, temporalUiUrl } = await facts.config();
      if (encryptionKeys.length === 0) return [ok(server, `off: without ${name} there is nothing to decode`)];
      const missing = [
        ...(adminToken === null ? ['CALLTHREAD_ADMIN_TOKEN'] : []),
        ...(temporalUiUrl === null ? ['TEMPORAL_UI_URL'] : []),
      ];
      if (missing.length === 0) return [ok(server, `/codec answers ${temporalUiUrl}, for who is logged in here`)];
      const remedy = `Set ${missing.join(' and ')}, if people are to read histories there (docs/operations.md).`;
      return [warn(server, "Temporal's Web UI shows nothing but encrypted payloads", remedy)];
    },
  },
];

function tellKeys([first, ...others]: string[]): Finding {
  if (first === undefined) return ok(name, 'off: Temporal holds names, numbers and comments as plain text');
  return ok(name, [`${first} encrypts`, ...others.map((id) => `${id} decrypts as well`)].join(', '));
}
