import { refuseBody } from '../front-error.ts';

/** One file of a multipart body. */
export interface Upload {
  filename: string;
  contentType: string;
  content: Buffer;
}

type Tree = { [key: string]: Tree | string | number | boolean | Upload };

const flags = new Set(['is_inbound', 'is_archived', 'should_skip_rules', 'is_pinned']);

/**
 * Front's documentation on attachments: each property is a field, `metadata[is_inbound]` a nested one, `to[0]` an item
 * of a list. Numbers and flags come as text and are read back; anything else stays text.
 */
export async function readMultipart(raw: Buffer, contentType: string): Promise<unknown> {
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => refuseBody('body: not a multipart form'));
  const tree: Tree = Object.create(null) as Tree;
  for (const [name, value] of form) {
    const keys = name.replaceAll(']', '').split('[');
    put(tree, keys, typeof value === 'string' ? readText(keys.at(-1) ?? '', value) : await toUpload(value));
  }
  return toLists(tree);
}

function put(tree: Tree, [key = '', ...rest]: string[], value: Tree[string]): void {
  if (rest.length === 0) {
    tree[key === '' ? Object.keys(tree).length : key] = value;
    return;
  }
  const below = tree[key] ?? (Object.create(null) as Tree);
  if (typeof below !== 'object') refuseBody(`${key}: given twice`);
  tree[key] = below;
  put(below as Tree, rest, value);
}

function readText(key: string, value: string): string | number | boolean {
  if (flags.has(key) && (value === 'true' || value === 'false')) return value === 'true';
  if (key === 'created_at' && value !== '' && Number.isFinite(Number(value))) return Number(value);
  return value;
}

async function toUpload(file: File): Promise<Upload> {
  const contentType = file.type === '' ? 'application/octet-stream' : file.type;
  return { filename: file.name, contentType, content: Buffer.from(await file.arrayBuffer()) };
}

/** Objects whose keys are 0, 1, 2… become lists. */
function toLists(value: Tree[string]): unknown {
  if (typeof value !== 'object' || Buffer.isBuffer((value as { content?: unknown }).content)) return value;
  const entries = Object.entries(value as Tree).map(([key, below]) => [key, toLists(below)] as const);
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
  return isList ? entries.map(([, below]) => below) : Object.fromEntries(entries);
}
