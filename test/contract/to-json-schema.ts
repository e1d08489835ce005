import { type OpenApiDocument, resolve, type SchemaNode } from './openapi-document.ts';

/**
 * An OpenAPI 3.0 schema as JSON Schema 2019-09: references put in place, `nullable` made a type, also beside a `$ref`
 * and where only the description says "Set it to null". With `closed`, properties that are not documented are refused;
 * objects of which none are documented (custom fields) stay open.
 */
export function toJsonSchema(document: OpenApiDocument, schema: SchemaNode, closed: boolean): SchemaNode {
  return convert(schema, closed, []);

  function convert(given: SchemaNode, close: boolean, path: SchemaNode[]): SchemaNode {
    const node = resolve<SchemaNode>(document, given);
    if (path.includes(node)) return {};
    const below = [...path, node];
    const { properties, items, allOf, oneOf, anyOf } = node;
    const converted: SchemaNode = {};
    for (const keyword of ['type', 'enum', 'required', 'format', 'maxLength', 'minItems', 'maxItems', 'maximum']) {
      if (node[keyword] !== undefined) converted[keyword] = node[keyword];
    }
    if (properties !== undefined) {
      const entries = Object.entries(properties as Record<string, SchemaNode>);
      converted['properties'] = Object.fromEntries(entries.map(([key, one]) => [key, convert(one, closed, below)]));
    }
    if (items !== undefined) converted['items'] = convert(items as SchemaNode, closed, below);
    for (const [keyword, parts] of Object.entries({ allOf, oneOf, anyOf })) {
      if (parts === undefined) continue;
      converted[keyword] = (parts as SchemaNode[]).map((part) => convert(part, keyword !== 'allOf' && close, below));
    }
    if (properties !== undefined || allOf !== undefined || node['required'] !== undefined) {
      converted['type'] ??= 'object';
      if (close) converted['unevaluatedProperties'] = false;
    }
    return isNullable(given) || isNullable(node) ? { anyOf: [{ type: 'null' }, converted] } : converted;
  }
}

function isNullable({ nullable, description }: SchemaNode): boolean {
  return nullable === true || (typeof description === 'string' && /\bset (it )?to null\b/i.test(description));
}
