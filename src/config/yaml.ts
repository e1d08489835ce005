import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import {
  type Document,
  type ErrorCode,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  visit,
} from 'yaml';
import type { Problem, Wording } from './problems.ts';

const defaultName = 'callthread.yaml';
const otherEnding = 'callthread.yml';

type TextReading = { text: string; name: string } | { problem: Problem };

/**
 * Reads the text of the YAML file; empty where there is none and none is named.
 * @param named the value of CALLTHREAD_CONFIG
 * @param cwd where a relative path begins
 */
export function readPreferencesText(named: string | null, cwd: string): TextReading {
  const name = named ?? defaultName;
  const path = resolve(cwd, name);
  if (named === null && !existsSync(path)) {
    if (!existsSync(resolve(cwd, otherEnding))) return { text: '', name };
    return unread(otherEnding, 'is not read, because of its ending', `Rename it to ${defaultName}.`);
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)), name };
  } catch (error) {
    return unread(named === null ? name : `CALLTHREAD_CONFIG ${named}`, ...reason(error, basename(path)));
  }
}

function reason(error: unknown, file: string): [problem: string, remedy: string] {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return ['does not exist', 'Write the path of the YAML file, or unset it.'];
  // Docker creates a folder where a file to mount does not exist.
  if (code === 'EISDIR')
    return ['is a folder', `Put a YAML file in its place; ${file} may have been missing when it was mounted.`];
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return ['is not UTF-8 text', 'Save it as UTF-8.'];
  return [`cannot be read (${String(code)})`, 'Let the user that Callthread runs as read it.'];
}

function unread(place: string, problem: string, remedy: string): { problem: Problem } {
  return { problem: { place, problem, remedy } };
}

interface YamlFile {
  /** Plain data; the keys of maps are texts as they were written, +33186651010 and 12345 too. */
  data: unknown;
  /** Why the text is not YAML, or not one plain document. They quote nothing of it. */
  faults: Array<Wording & { line: number }>;
  /** Whether `data` holds all of the file. */
  whole: boolean;
  /** @returns the line of the innermost key of the path that is there, counted from 1. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Reads YAML 1.2, keeping the line of each key. */
export function parseYamlFile(text: string): YamlFile {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, logLevel: 'error' });
  keepKeysAsWritten(document);
  const lineAt = (offset: number): number => Math.max(1, counter.linePos(offset).line);
  const { faults, whole } = syntaxFaults(document, lineAt);
  const lineOf = (path: readonly PropertyKey[]): number => lineAt(offsetOf(document, path));
  try {
    return { data: document.toJS() as unknown, faults, whole, lineOf };
  } catch {
    // Thrown for an alias of nothing, and for aliases of aliases that would fill the memory.
    return { data: null, faults: [...faults, { line: 1, ...badAlias }], whole: false, lineOf };
  }
}

function keepKeysAsWritten(document: Document.Parsed): void {
  visit(document, {
    Pair(_, { key }) {
      if (isScalar(key) && key.type === Scalar.PLAIN) key.value = key.source ?? String(key.value);
    },
  });
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    const container = isAlias(node) ? node.resolve(document) : node;
    const pair = isMap(container) ? container.items.find((item) => keyOf(item) === key) : undefined;
    const next = isSeq(container) ? container.items[Number(key)] : pair?.value;
    const found = startOf(pair?.key) ?? startOf(next);
    if (found === null) return offset;
    offset = found;
    node = next;
  }
  return offset;
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}

function startOf(node: unknown): number | null {
  return (node as Partial<Node> | null | undefined)?.range?.[0] ?? null;
}

const wordings: Partial<Record<ErrorCode, Wording>> = {
  TAB_AS_INDENT: { problem: 'is indented with a tab', remedy: 'Indent with spaces.' },
  DUPLICATE_KEY: { problem: 'repeats a key of its section', remedy: 'Keep one of the two.' },
  MULTIPLE_DOCS: { problem: 'begins a second document', remedy: 'Keep one, without a line of three dashes.' },
  MISSING_CHAR: { problem: 'lacks a closing quote, bracket or comma', remedy: 'Close what was opened.' },
  BAD_INDENT: {
    problem: 'is not indented like its neighbours, or a bracket is not closed',
    remedy: 'Give keys of one section the same indent.',
  },
  BLOCK_AS_IMPLICIT_KEY: { problem: 'has two colons', remedy: 'Put text with a colon in quotes.' },
  MULTILINE_IMPLICIT_KEY: { problem: 'has a key without a colon', remedy: 'Write key: value.' },
  BAD_SCALAR_START: { problem: 'has a value that begins with a reserved character', remedy: 'Put it in quotes.' },
  TAG_RESOLVE_FAILED: { problem: 'has an unknown tag (!)', remedy: 'Put the text in quotes.' },
};
const otherwise = {
  problem: 'is not valid YAML',
  remedy: 'Check quotes, colons and indents on this line and the one above.',
};
const collectionAsKey = {
  problem: 'has a bracket where a key belongs',
  remedy: 'Put text with brackets in quotes.',
};
const badAlias = { problem: 'uses an alias (*) that cannot be followed', remedy: 'Write the value itself.' };

/**
 * @param lineAt gives the line of an offset into the text
 * @returns one fault a line, as one slip causes several errors; `whole` when only keys are repeated, so that the rest of
 * the file can be checked as well
 */
function syntaxFaults(document: Document.Parsed, lineAt: (offset: number) => number) {
  const errors = [...document.errors, ...document.warnings].map(({ code, pos: [offset] }) => ({
    line: lineAt(offset),
    ...(wordings[code] ?? otherwise),
  }));
  const faults = [...errors, ...collectionKeys(document).map((at) => ({ line: lineAt(at), ...collectionAsKey }))];
  return {
    faults: faults.filter(({ line }, index) => faults.findIndex((other) => other.line === line) === index),
    whole: faults.every(({ problem }) => problem === wordings.DUPLICATE_KEY?.problem),
  };
}

/** YAML allows a list or a map as a key; here it is a template such as {{ inbox }} that nothing has filled in. */
function collectionKeys(document: Document.Parsed): number[] {
  const offsets: number[] = [];
  visit(document, {
    Pair(_, { key }) {
      if (isCollection(key)) offsets.push(key.range?.[0] ?? 0);
    },
  });
  return offsets;
}
