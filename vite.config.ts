import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('src/web', import.meta.url));

/** The pages that Callthread serves: each is an entry of its own, all share `dist/web/assets`. */
const entries = ['admin', 'plugin'].map((name) => `${root}/${name}/index.html`);

export default defineConfig({
  root,
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Nothing is written into the pages themselves: their policy allows no inline script, and no data as a source.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { input: entries.filter((entry) => existsSync(entry)) },
  },
});
