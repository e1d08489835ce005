import { createRoot } from 'react-dom/client';
import { textsIn, toLanguage } from '../../texts/texts.ts';
import { App } from './app.tsx';
import { createBackend } from './backend.ts';
import { createMoments } from './moments.ts';
import { PageContext } from './page-context.ts';

const language = toLanguage(document.documentElement.lang);
const page = {
  texts: textsIn(language).pluginPage,
  moments: createMoments(language, read('callthread-timezone')),
  backend: createBackend(read('callthread-session')),
};

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <PageContext value={page}>
      <App />
    </PageContext>,
  );
}

/** @returns what the server wrote into a meta tag of the page */
function read(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}
