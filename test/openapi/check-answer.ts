import type { OutgoingHttpHeaders } from 'node:http';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { closed } from './closed.ts';
import { type Operation, type Response, readOwnOpenApi, type SchemaNode } from './own-openapi.ts';

/** An answer as it was sent. */
export interface SentAnswer {
  method: string;
  /** With the query, as it was asked for. */
  url: string;
  status: number;
  headers: OutgoingHttpHeaders;
  /** Read only where it is JSON. */
  body: string;
}

const document = readOwnOpenApi();
/** Every path of the document; one that names more of itself comes before one that takes anything there. */
const places = Object.entries(document.paths)
  .toSorted(([one], [other]) => one.split('{').length - other.split('{').length)
  .map(([template, operations]) => {
    const pattern = template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+');
    return { pattern: new RegExp(`^${pattern}/?$`, 'i'), operations };
  });
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
const compiled = new Map<SchemaNode, ValidateFunction>();
const nothingThere = 'There is nothing at this address.';

/** @returns what of an answer is not as docs/openapi.yaml has it, in words */
export function checkAnswer(answer: SentAnswer): string[] {
  const { method, url, status } = answer;
  const operations = operationsAt(url.replace(/\?.*$/s, ''));
  const asked = method === 'HEAD' ? 'get' : method.toLowerCase();
  // A method that a path does not have is refused as those are that it has.
  const operation = operations[asked] ?? (status >= 400 ? Object.values(operations)[0] : undefined);
  const documented = operation?.responses[String(status)];
  const faults =
    documented !== undefined
      ? checkDocumented(answer, documented, method === 'HEAD')
      : checkUndocumented(answer, Object.keys(operations).length > 0);
  return faults.map((fault) => `${method} ${url.slice(0, 100)}: ${status}: ${fault}`);
}

function operationsAt(path: string): Record<string, Operation> {
  return places.find(({ pattern }) => pattern.test(path))?.operations ?? {};
}

/** Where nothing is, or what would be there is switched off; tests have routes of their own as well. */
function checkUndocumented({ status, headers, body, method }: SentAnswer, isDocumentedPath: boolean): string[] {
  const isOff = status === 404 && (method === 'HEAD' || body.includes(nothingThere));
  if (isDocumentedPath && !isOff) return ['is not documented'];
  return status < 400 || typeOf(headers) === 'application/problem+json' ? [] : ['is no problem JSON'];
}

function checkDocumented({ status, headers, body }: SentAnswer, response: Response, bare: boolean): string[] {
  const faults = Object.entries(response.headers ?? {}).flatMap(([name, { required, schema }]) => {
    const value = headers[name];
    if (value === undefined) return required === true ? [`has no header ${name}`] : [];
    return check(schema, [value].flat().join(', '), `header ${name}`);
  });
  const given = typeOf(headers);
  if (response.content === undefined) return given === '' ? faults : [...faults, `has a body of ${given}`];
  const type = Object.keys(response.content).find((known) => matches(known, given));
  if (type === undefined) return [...faults, `is of the type "${given}"`];
  const { schema } = response.content[type] ?? {};
  if (bare || schema === undefined || !/[/+]json$/.test(given)) return faults;
  const data = JSON.parse(body) as { status?: unknown };
  const other = given.endsWith('problem+json') && data.status !== status ? ['says another status'] : [];
  return [...faults, ...other, ...check(schema, data, 'body')];
}

function check(schema: SchemaNode, value: unknown, what: string): string[] {
  const validate = compiled.get(schema) ?? ajv.compile(closed(schema));
  compiled.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${what}${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function typeOf(headers: OutgoingHttpHeaders): string {
  return String(headers['content-type'] ?? '').replace(/;.*$/, '');
}

function matches(known: string, given: string): boolean {
  return known === given || known === '*/*' || (known.endsWith('/*') && given.startsWith(known.slice(0, -1)));
}
