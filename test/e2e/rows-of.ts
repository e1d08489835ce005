import pg from 'pg';

/** All that a table of the database says, a line a row. */
export async function rowsOf(databaseUrl: string, table: 'calls' | 'callbacks' = 'calls'): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ row: string }>(`select ${table}::text as row from ${table} order by id`);
    return rows.map(({ row }) => row).join('\n');
  } finally {
    await client.end();
  }
}
