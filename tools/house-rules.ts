import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseSync } from 'vite';

/** Where a rule of CONTRIBUTING.md does not hold, and how to make it hold. */
export interface Violation {
  rule: 'folder' | 'lines' | 'files' | 'exports' | 'banned word' | 'markers';
  /** A folder, a file, or a file and a line (`src/domain/call.ts:12`), relative to the project. */
  place: string;
  problem: string;
  remedy: string;
}

/** The trees that readers of the product read: all rules hold here. */
const productTrees = ['src', 'workflows', 'activities'];

/** Here only the banned words are looked for. */
const otherTrees = ['simulators', 'demo', 'bench', 'tools', 'test'];

const maxFilesInFolder = 12;
const maxFilesInPagesFolder = 14;
const maxLines = 300;
const maxFiles = 330;
const minLinesPerExport = 30;
const maxMarkersPerTenThousandWords = 15;

const sourceFile = /(?<!\.d)\.(ts|tsx|cjs|mjs)$/;

/** Plain comments do without them; CONTRIBUTING.md has what to write instead. */
const bannedWords = /\b(told|nobody|whoever|mend(?:s|ed|ing)?)\b/gi;

/** They are right now and then, and a bad sign when there are many. */
const markerWords =
  /\b(told|tells?|telling|nobody|whoever|somebody|mend(?:s|ed|ing)?|brings?|stands?|what is|is to be|of (?:Aircall|Front)['’]s)\b/gi;

interface Source {
  path: string;
  lines: number;
  exports: number;
  comments: Array<{ line: number; text: string }>;
}

/**
 * Checks the sources of the project at `root` against the rules of size and language.
 *
 * @throws Error if a source file cannot be parsed
 */
export function findViolations(root: string): Violation[] {
  const sources = productTrees.flatMap((tree) => readTree(root, tree));
  const others = otherTrees.flatMap((tree) => readTree(root, tree));
  return [
    ...crowdedFolders(sources),
    ...longFiles(sources),
    ...tooManyFiles(sources),
    ...shallowFiles(sources),
    ...bannedWordsIn([...sources, ...others]),
    ...tooManyMarkers(sources),
  ];
}

function readTree(root: string, tree: string): Source[] {
  let files: string[];
  try {
    files = readdirSync(join(root, tree), { recursive: true, encoding: 'utf8' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return files
    .filter((file) => sourceFile.test(file))
    .toSorted()
    .map((file) => readSource(root, posix.join(tree, file)));
}

function readSource(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
  return {
    path,
    lines: text.split('\n').length - 1,
    exports: parsed.module.staticExports.flatMap(({ entries }) => entries).length,
    comments: parsed.comments.map((comment) => ({ line: lineAt(text, comment.start), text: comment.value })),
  };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function crowdedFolders(sources: Source[]): Violation[] {
  const folders = byFolder(sources);
  return [...folders].flatMap(([folder, { length }]) => {
    const max = `${folder}/`.startsWith('src/web/') ? maxFilesInPagesFolder : maxFilesInFolder;
    if (length <= max) return [];
    return {
      rule: 'folder',
      place: folder,
      problem: `${length} source files directly in one folder; the limit is ${max}`,
      remedy: 'Merge files that have a single user into it, or group files by topic in subfolders.',
    };
  });
}

function byFolder(sources: Source[]): Map<string, Source[]> {
  const folders = new Map<string, Source[]>();
  for (const source of sources) {
    const folder = dirname(source.path);
    folders.set(folder, [...(folders.get(folder) ?? []), source]);
  }
  return folders;
}

function longFiles(sources: Source[]): Violation[] {
  return sources
    .filter(({ lines }) => lines > maxLines)
    .map(({ path, lines }) => ({
      rule: 'lines',
      place: path,
      problem: `${lines} lines; the limit is ${maxLines}`,
      remedy: 'Split it by concept.',
    }));
}

function tooManyFiles({ length }: Source[]): Violation[] {
  if (length <= maxFiles) return [];
  return [
    {
      rule: 'files',
      place: productTrees.join(', '),
      problem: `${length} source files in all; the limit is ${maxFiles}`,
      remedy: 'Merge small files that have a single user into it.',
    },
  ];
}

function shallowFiles(sources: Source[]): Violation[] {
  const exports = sum(sources, (source) => source.exports);
  const average = sum(sources, ({ lines }) => lines) / exports;
  if (exports === 0 || average >= minLinesPerExport) return [];
  return [
    {
      rule: 'exports',
      place: productTrees.join(', '),
      problem: `${average.toFixed(1)} lines for each exported name; at least ${minLinesPerExport} on average`,
      remedy: `Keep helpers in the file of their only user, and do not export them. The shallowest: ${shallowest(sources)}.`,
    },
  ];
}

/** @returns the folders with the fewest lines for each exported name */
function shallowest(sources: Source[]): string {
  return [...byFolder(sources)]
    .map(([folder, files]) => ({
      folder,
      average: sum(files, ({ lines }) => lines) / sum(files, (file) => file.exports),
    }))
    .toSorted((one, other) => one.average - other.average)
    .slice(0, 3)
    .map(({ folder, average }) => `${folder} (${average.toFixed(0)})`)
    .join(', ');
}

function bannedWordsIn(sources: Source[]): Violation[] {
  return sources.flatMap(({ path, comments }) =>
    comments.flatMap(({ line, text }) =>
      [...text.matchAll(bannedWords)].map(({ 0: word, index }) => ({
        rule: 'banned word',
        place: `${path}:${line + lineAt(text, index) - 1}`,
        problem: `the word "${word}" in a comment`,
        remedy: 'Write plain English: CONTRIBUTING.md has a list of words to use instead.',
      })),
    ),
  );
}

function tooManyMarkers(sources: Source[]): Violation[] {
  const counted = sources.map(({ path, comments }) => {
    const texts = comments.map(({ text }) => text);
    return {
      path,
      words: sum(texts, (text) => text.match(/\S*\w\S*/g)?.length ?? 0),
      markers: sum(texts, (text) => text.match(markerWords)?.length ?? 0),
    };
  });
  const markers = sum(counted, (each) => each.markers);
  const rate = (markers / sum(counted, ({ words }) => words)) * 10_000;
  if (markers === 0 || rate < maxMarkersPerTenThousandWords) return [];
  const worst = counted
    .toSorted((one, other) => other.markers - one.markers)
    .slice(0, 3)
    .map((each) => `${each.path} (${each.markers})`);
  return [
    {
      rule: 'markers',
      place: productTrees.join(', '),
      problem: `${rate.toFixed(0)} marker words in 10,000 words of comments; fewer than ${maxMarkersPerTenThousandWords} are allowed`,
      remedy: `Rewrite comments by the list of words in CONTRIBUTING.md, first in ${worst.join(', ')}.`,
    },
  ];
}

function sum<T>(items: T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
