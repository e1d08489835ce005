import { Email } from './email.ts';
import type { KeyReading } from './key-reading.ts';
import { readLineKey } from './line-key.ts';

/** The maps whose keys people write in more than one way. Two keys are the same when their `sameAs` is. */
export const keyReaders = {
  lines: { read: readLineKey, sameAs: (key: string) => key },
  agents: { read: readAgentKey, sameAs: (key: string) => key },
  tags: { read: readTagKey, sameAs: (key: string) => key.toLowerCase() },
};

/** A key of `agents`: the agent's e-mail in Aircall. */
function readAgentKey(written: string): KeyReading {
  const email = Email.safeParse(written);
  if (email.success) return { key: email.data };
  return { fault: 'is not an e-mail address. Write the address that the agent has in Aircall.' };
}

/** A key of `tags`: the tag's name in Aircall. */
function readTagKey(written: string): KeyReading {
  const name = written.trim();
  return name === '' ? { fault: 'is empty. Write the name of the tag in Aircall.' } : { key: name };
}
