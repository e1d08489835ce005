import {
  type Document,
  isAlias,
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
import { syntaxFaults } from './yaml-faults.ts';

export interface YamlFile {
  /** Plain data; the keys of maps are texts as they were written, +33186651010 and 12345 too. */
  data: unknown;
  /** Why the text is not YAML, or not one plain document. Nothing of the text is in the messages. */
  faults: { line: number; message: string }[];
  /** Whether `data` holds all of the file. */
  whole: boolean;
  /** @returns the line of the innermost key of the path that is there, counted from 1. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Reads YAML 1.2, keeping where each key stands. */
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
    const message = 'uses an alias (*) that cannot be followed. Write the value itself.';
    return { data: null, faults: [...faults, { line: 1, message }], whole: false, lineOf };
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
