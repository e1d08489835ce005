import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import type { SeenRequest, SentResponse } from '../../simulators/front/front-options.ts';
import { checkQuery } from './check-query.ts';
import { findOperation } from './find-operation.ts';
import type { ResponseNode, SchemaNode } from './openapi-document.ts';
import { loadOpenApi, type OpenApiDocument, type Operation, type Parameter, resolve } from './openapi-document.ts';
import { toJsonSchema } from './to-json-schema.ts';

/** Checks against Front's own OpenAPI; each check gives the violations in words, none when all is well. */
export interface FrontContract {
  /** false where the document is not there: then nothing is ever a violation. */
  available: boolean;
  /** How many operations the document has. */
  operations: number;
  checkRequest(request: Omit<SeenRequest, 'headers'> & { headers?: SeenRequest['headers'] }): string[];
  checkResponse(response: SentResponse): string[];
  /** The document's name for what a request asks, undefined when it documents no such thing. */
  operationId(method: string, path: string): string | undefined;
}

let loaded: FrontContract | undefined;

/** The contract of Front's Core API, read once, from beside the project. */
export function frontContract(): FrontContract {
  loaded ??= makeContract(loadOpenApi());
  return loaded;
}

/** The contract of a document, for the tests of the checks themselves. */
export function makeContract(document: OpenApiDocument | undefined): FrontContract {
  if (document === undefined) {
    const none = () => [];
    return { available: false, operations: 0, checkRequest: none, checkResponse: none, operationId: () => undefined };
  }
  const find = (method: string, path: string) => findOperation(document, method, path);
  const validate = makeValidator(document);
  return {
    available: true,
    operations: Object.values(document.paths).flatMap((operations) => Object.keys(operations)).length,
    operationId: (method, path) => find(method, path)?.operationId,
    checkRequest: (request) => {
      const operation = find(request.method, request.path);
      const faults = operation === undefined ? ['endpoint is not documented'] : [];
      if (operation !== undefined) {
        const parameters = (operation.parameters ?? []).map((one) => resolve<Parameter>(document, one));
        faults.push(...checkQuery(request.query, parameters, (schema, value) => validate(schema, value, false)));
        faults.push(...checkBody(operation, request, (schema, value) => validate(schema, value, true)));
      }
      return faults.map((fault) => `${request.method} ${request.path}: ${fault}`);
    },
    checkResponse: (sent) => {
      const operation = find(sent.method, sent.path);
      const place = `${sent.method} ${sent.path}: ${sent.status}`;
      if (sent.status >= 400) return validate(errorBody, sent.body, false).map((fault) => `${place}: ${fault}`);
      const documented = operation?.responses[String(sent.status)];
      if (documented === undefined) return [`${place}: is not documented`];
      const schema = resolve<ResponseNode>(document, documented).content?.['application/json']?.schema;
      if (schema !== undefined) return validate(schema, sent.body, false).map((fault) => `${place}: ${fault}`);
      return sent.body === undefined ? [] : [`${place}: a body is not documented`];
    },
  };
}

type Validate = (schema: SchemaNode, value: unknown) => string[];

function checkBody(
  operation: Operation,
  { body, headers }: Parameters<FrontContract['checkRequest']>[0],
  check: Validate,
) {
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (schema === undefined) return body === undefined ? [] : ['body: none is documented'];
  const isForm = headers?.['content-type']?.startsWith('multipart/form-data') === true;
  return check(schema, isForm ? withFilesAsText(body as SchemaNode) : (body ?? {})).map((fault) => `body${fault}`);
}

/** The schema of a file in a form is a binary string. */
function withFilesAsText({ attachments, ...fields }: SchemaNode): SchemaNode {
  return Array.isArray(attachments) ? { ...fields, attachments: attachments.map(() => 'bytes') } : fields;
}

/** Front's documentation on errors; the OpenAPI documents hardly any. */
const errorBody: SchemaNode = {
  required: ['_error'],
  properties: {
    _error: {
      required: ['status', 'title', 'message'],
      properties: {
        status: { type: 'integer' },
        title: { type: 'string' },
        message: { type: 'string' },
        details: { type: 'array', items: { type: 'string' } },
      },
    },
  },
};

function makeValidator(document: OpenApiDocument): (schema: SchemaNode, value: unknown, closed: boolean) => string[] {
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  formats.default(ajv);
  const compiled = new Map<SchemaNode, ValidateFunction>();
  return (schema, value, closed) => {
    const check = compiled.get(schema) ?? ajv.compile(toJsonSchema(document, schema, closed));
    compiled.set(schema, check);
    if (check(value)) return [];
    return (check.errors ?? []).map(({ instancePath, message, params }) => {
      const extra = 'unevaluatedProperty' in params ? ` (${String(params['unevaluatedProperty'])})` : '';
      return `${instancePath} ${message ?? 'is wrong'}${extra}`;
    });
  };
}
