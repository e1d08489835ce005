import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, type Router } from 'express';
import { answerMethodNotAllowed, HttpProblem } from './problem.ts';

/** The build's output: next to this code once built, else in the project's `dist`. */
const builtFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/web' : '../../web', import.meta.url),
);

type WebEntry = 'admin' | 'plugin';

/** The built pages. */
export interface WebAssets {
  /** `GET /assets/*`: names contain a digest of the content, so browsers cache them for good. */
  router: Router;
  /** @returns the built `index.html` of an entry @throws {HttpProblem} 503 if the pages are not built */
  readEntry(entry: WebEntry): Promise<string>;
  /** @returns the addresses of the stylesheets of an entry, for pages that the server writes itself */
  readStylesheets(entry: WebEntry): Promise<string[]>;
}

/** @param folder of the build; `dist/web` by default */
export function createWebAssets(folder = builtFolder): WebAssets {
  const router = express.Router();
  router.use(
    '/assets',
    onlyReading,
    express.static(`${folder}/assets`, { immutable: true, maxAge: '1y', index: false, redirect: false }),
  );
  const entries = new Map<WebEntry, Promise<string>>();

  async function readEntry(entry: WebEntry): Promise<string> {
    const known = entries.get(entry) ?? readFile(`${folder}/${entry}/index.html`, 'utf8');
    entries.set(entry, known);
    try {
      return await known;
    } catch (error) {
      entries.delete(entry);
      if (!(error instanceof Error) || Reflect.get(error, 'code') !== 'ENOENT') throw error;
      throw new HttpProblem({ status: 503, detail: 'The pages are not built: run "npm run build" and start again.' });
    }
  }

  return {
    router,
    readEntry,
    async readStylesheets(entry) {
      const html = await readEntry(entry);
      return [...html.matchAll(/<link rel="stylesheet"[^>]* href="([^"]+)"/g)].flatMap(([, href]) => href ?? []);
    },
  };
}

const refuseMethod = answerMethodNotAllowed('GET, HEAD');
const onlyReading: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') next();
  else refuseMethod(request, response, next);
};
