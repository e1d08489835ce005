import { parse } from 'yaml';
import { readDocument } from '../docs/read-document.ts';

/** A node of a JSON schema of 2020-12, which is what OpenAPI 3.1 has. */
export type SchemaNode = { [keyword: string]: unknown };

export interface Response {
  headers?: Record<string, Header>;
  content?: Record<string, { schema?: SchemaNode }>;
}

interface Header {
  required?: boolean;
  schema: SchemaNode;
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  schema: SchemaNode;
}

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: SchemaNode }> };
  responses: Record<string, Response>;
}

export interface OwnOpenApi {
  openapi: string;
  info: { version: string };
  /** By path, then by method in small letters. */
  paths: Record<string, Record<string, Operation>>;
}

let read: OwnOpenApi | undefined;

/**
 * docs/openapi.yaml, with what its `$ref`s point at put in their places; read once a process, since that takes half a
 * second. @throws Error for one that points nowhere
 */
export function readOwnOpenApi(): OwnOpenApi {
  read ??= readAll();
  return read;
}

function readAll(): OwnOpenApi {
  const document: unknown = parse(readDocument('docs/openapi.yaml'));
  // The same part is the same object everywhere, so that a schema is compiled once.
  const parts = new Map<string, unknown>();
  return put(document) as OwnOpenApi;

  function put(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(put);
    if (typeof node !== 'object' || node === null) return node;
    const { $ref } = node as { $ref?: string };
    if ($ref !== undefined) return at($ref);
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, put(value)]));
  }

  function at(reference: string): unknown {
    let found: unknown = document;
    for (const key of reference.slice('#/'.length).split('/')) found = (found as SchemaNode | undefined)?.[key];
    if (found === undefined) throw new Error(`docs/openapi.yaml has no ${reference}`);
    const part = parts.get(reference) ?? put(found);
    parts.set(reference, part);
    return part;
  }
}
