import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/adapters/ledger/schema.ts',
  out: './src/adapters/ledger/migrations',
});
