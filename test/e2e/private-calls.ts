import { open, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { topology } from './topology.ts';
import type { Town } from './town.ts';

/** Three callers, and data of theirs that only Front may have. */
export const callers = {
  answered: { number: '+442079460931', firstName: 'Wilhelmina', lastName: 'Brightwater' },
  voicemail: { number: '+442079460932', firstName: 'Ignatius', lastName: 'Quillfeather' },
  parked: { number: '+442079460933', firstName: 'Philomena', lastName: 'Underhay' },
};
const comment = 'The boiler has burst, the key is under the flowerpot';
/** What Front says when it refuses the third call: a failure's message has it. */
const refusal = 'no room for Philomena, who asks about her pension';

export const privateTexts = [
  ...Object.values(callers).flatMap(({ number, firstName, lastName }) => [
    number,
    number.slice(1),
    firstName,
    lastName,
  ]),
  comment,
  'who asks about her pension',
];

/** Two services start beside each other, on a machine that may have other things to do. */
export const patienceMs = 180_000;

/** Plays an answered call with a comment, a voicemail, and a call that is parked. @returns their ids */
export async function playPrivateCalls(
  town: Town,
  startedAtSeconds: number,
): Promise<{ answered: number; parked: number }> {
  const play = async (who: keyof typeof callers, script: object): Promise<number> => {
    const { number: caller, ...contact } = callers[who];
    const common = { direction: 'inbound', line: 50001, ringSeconds: 4, startedAtSeconds } as const;
    return await town.aircall.play({ ...common, caller, contact, ...script });
  };
  const [answered, voicemail] = await Promise.all([
    play('answered', {
      agent: 70001,
      talkSeconds: 20,
      recording: { availableAfterMs: 0 },
      comments: [{ by: 70001, content: comment, afterEndMs: 0 }],
    }),
    play('voicemail', { line: 50002, voicemail: { availableAfterMs: 100 } }),
  ]);
  for (const id of [answered, voicemail]) await town.stateOf(id, ({ state }) => state === 'done', patienceMs);
  const parked = await parkOne(town, () => play('parked', {}));
  await town.front.settled();
  return { answered, parked };
}

/** Has Front refuse a call, until it is parked. @returns its id */
export async function parkOne(town: Town, play: () => Promise<number>): Promise<number> {
  const body = { _error: { status: 422, title: 'Unprocessable', message: refusal } };
  const fault = town.front.faults.add({ path: '/imported_messages$', kind: 'status', status: 422, body });
  const id = await play();
  await town.stateOf(id, ({ state }) => state === 'parked', patienceMs);
  town.front.faults.remove(fault);
  return id;
}

/** @returns those of the texts that are readable anywhere in Temporal's database */
export async function readableIn({ temporalFile, environment }: Town, texts: readonly string[]): Promise<string[]> {
  const { DATABASE_URL: databaseUrl } = environment;
  return topology === 'postgres' && databaseUrl !== undefined
    ? await readableInTables(databaseUrl, texts)
    : await readableInFiles(temporalFile, texts);
}

/** @param databaseUrl of another database of the same PostgreSQL */
async function readableInTables(databaseUrl: string, texts: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const database of ['temporal', 'temporal_visibility']) {
    const client = new pg.Client({
      connectionString: Object.assign(new URL(databaseUrl), { pathname: database }).href,
    });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from "${name}" t`);
      // Bytes are written as hexadecimal digits.
      for (const text of texts)
        if (rows.some(({ row }) => row.includes(text) || row.includes(Buffer.from(text).toString('hex'))))
          found.add(text);
    }
    await client.end();
  }
  return texts.filter((text) => found.has(text));
}

async function readableInFiles(temporalFile: string, texts: readonly string[]): Promise<string[]> {
  const folder = dirname(temporalFile);
  const files = (await readdir(folder)).filter((file) => file.startsWith(basename(temporalFile)));
  const found = new Set<string>();
  for (const file of files) {
    const handle = await open(join(folder, file));
    const bytes = await handle.readFile();
    await handle.close();
    for (const text of texts) if (bytes.includes(text)) found.add(text);
  }
  return texts.filter((text) => found.has(text));
}

/** @returns Front as people see it, by its callers: without ids and times of its own */
export function seenInFront({ front }: Town) {
  const nameOf = (inboxId: string) => front.state.inboxes.find(({ id }) => id === inboxId)?.name;
  return front.state.contacts
    .map(({ id, name, handles }) => ({
      name,
      handles,
      conversations: front.state.conversations
        .filter(({ messages }) =>
          messages.some(({ recipients }) => recipients.some(({ contactId }) => contactId === id)),
        )
        .map(({ subject, status, assigneeId, inboxIds, messages, comments }) => ({
          subject,
          status,
          assigned: assigneeId !== null,
          inboxes: inboxIds.map(nameOf),
          messages: messages.map(({ body, isInbound }) => ({ body, isInbound })),
          comments: comments.map(({ body }) => body),
        })),
    }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}
