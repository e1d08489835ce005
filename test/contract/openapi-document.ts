import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A node of an OpenAPI 3.0 schema. */
export type SchemaNode = { [keyword: string]: unknown };

export interface Parameter {
  name: string;
  in: string;
  description?: string;
  schema: SchemaNode;
}

export interface Operation {
  operationId: string;
  parameters?: ({ $ref: string } | Parameter)[];
  requestBody?: { content: Record<string, { schema: SchemaNode }> };
  responses: Record<string, { $ref: string } | ResponseNode>;
}

export interface ResponseNode {
  content?: Record<string, { schema: SchemaNode }>;
}

export interface OpenApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, unknown>>;
}

/** Where Front's own OpenAPI is looked for: beside the project, never in it. */
export const coreApiFile = fileURLToPath(new URL('../../../shared/front-specs/core-api.json', import.meta.url));

/** Front's OpenAPI, or undefined where it is not there. @throws SyntaxError when it is no JSON */
export function loadOpenApi(file: string = coreApiFile): OpenApiDocument | undefined {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8')) as OpenApiDocument;
}

/** What a `$ref` of the document points at; anything else is itself. @throws Error for a dangling one */
export function resolve<N extends object>(document: OpenApiDocument, node: { $ref: string } | N): N {
  if (!('$ref' in node) || typeof node.$ref !== 'string') return node as N;
  let found: unknown = document;
  for (const key of node.$ref.slice('#/'.length).split('/')) found = (found as SchemaNode | undefined)?.[key];
  if (found === undefined) throw new Error(`The OpenAPI document has no ${node.$ref}`);
  return resolve(document, found as { $ref: string } | N);
}
