import { expect, test } from 'vitest';
import { frontContract, makeContract } from './front-openapi.ts';
import { coreApiFile } from './openapi-document.ts';

const contract = frontContract();
console.log(
  contract.available
    ? `Front's OpenAPI is there: requests and answers are checked against ${contract.operations} operations`
    : `Front's OpenAPI is not there (${coreApiFile}): nothing is checked against it`,
);

const message = {
  sender: { handle: '+33612345678' },
  to: ['+33186651010'],
  body: 'a call',
  external_id: 'aircall-1-call',
  created_at: 1_700_000_000,
  type: 'custom',
  metadata: { is_inbound: true },
};
const ask = (method: string, path: string, body?: unknown, query = '') =>
  contract.checkRequest({ method, path, query, body });
const imported = (change: object) => ask('POST', '/inboxes/inb_1/imported_messages', { ...message, ...change });

test.runIf(contract.available)('finds no violation in documented requests', () => {
  expect(imported({})).toEqual([]);
  expect(ask('GET', '/contacts/alt:phone:%2B33612345678')).toEqual([]);
  expect(ask('GET', '/contacts/crd_1/conversations', undefined, 'q[statuses][]=archived&limit=100')).toEqual([]);
  expect(ask('PUT', '/conversations/cnv_1/assignee', { assignee_id: null })).toEqual([]);
  expect(ask('PATCH', '/conversations/cnv_1', { assignee_id: null, custom_fields: { any: 'name' } })).toEqual([]);
  const handles = [{ handle: '+33612345678', source: 'phone' }];
  expect(ask('POST', '/contacts', { name: 'Ada', handles, custom_fields: { Any: 1 } })).toEqual([]);
});

test.runIf(contract.available).each([
  ['a missing field', imported({ external_id: undefined }), /external_id/],
  ['a wrong type', imported({ created_at: 1.5 }), /created_at.*integer/],
  ['a value that is not listed', imported({ type: 'call' }), /type.*allowed values/],
  ['a field that is not documented', imported({ status: 'open' }), /\(status\)/],
  ['one below', imported({ metadata: { is_inbound: true, tags: [] } }), /metadata.*\(tags\)/],
  ['no body', ask('POST', '/tags'), /name/],
  ['a name that is too long', ask('POST', '/tags', { name: 'n'.repeat(65) }), /64/],
  ['too many links', ask('POST', '/conversations/cnv_1/links', { link_ids: Array.from('12345678901') }), /10 items/],
  ['a handle of no source', ask('POST', '/contacts', { handles: [{ handle: 'x', source: 'fax' }] }), /source/],
  ['a field beside an allOf', ask('POST', '/contacts', { handles: [], title: 'x' }), /\(title\)/],
  ['a subject', ask('PATCH', '/conversations/cnv_1', { subject: 'x' }), /\(subject\)/],
  ['null where it is not said', ask('PATCH', '/conversations/cnv_1', { inbox_id: null }), /inbox_id/],
  ['an endpoint that is not there', ask('POST', '/inboxes/inb_1/messages', {}), /endpoint is not documented/],
  ['a method that is not there', ask('PUT', '/contacts/crd_1', {}), /endpoint is not documented/],
  ['a body for a GET', ask('GET', '/tags', {}), /none is documented/],
  ['a limit that is too high', ask('GET', '/tags', undefined, 'limit=101'), /limit.*100/],
  ['a parameter that is not documented', ask('GET', '/tags', undefined, 'page=2'), /page is not documented/],
  ['a status that is none', ask('GET', '/conversations', undefined, 'q[statuses][]=open'), /open is not documented/],
  ['a filter that is none', ask('GET', '/conversations', undefined, 'q[inbox]=inb_1'), /q\[inbox\]/],
])('reports %s as a violation', (_what, violations, pattern) => {
  expect(violations.join('\n')).toMatch(pattern);
});

test.runIf(contract.available)('checks answers by status and body', () => {
  const answer = (status: number, body: unknown, method = 'GET', path = '/conversations/cnv_1/inboxes') =>
    contract.checkResponse({ method, path, status, body }).join('\n');
  expect(answer(200, { _links: {}, _results: [{ id: 'inb_1', name: 'Phone' }] })).toBe('');
  expect(answer(301, undefined)).toBe('');
  expect(answer(404, { _error: { status: 404, title: 'Not found', message: 'No' } })).toBe('');
  expect(answer(200, { _results: [{ id: 7 }] })).toMatch(/_results\/0\/id must be string/);
  expect(answer(200, undefined)).toMatch(/must be object/);
  expect(answer(202, {})).toMatch(/202: is not documented/);
  expect(answer(404, { error: 'no' })).toMatch(/_error/);
  expect(answer(204, { done: true }, 'PATCH', '/conversations/cnv_1')).toMatch(/a body is not documented/);
  expect(answer(200, { id: 'com_1' }, 'GET', '/comments/com_1')).toMatch(/author/);
});

test('finds no violation without the document, and says that it is unavailable', () => {
  const none = makeContract(undefined);
  expect(none.available).toBe(false);
  expect(none.checkRequest({ method: 'PUT', path: '/nothing', query: '', body: 1 })).toEqual([]);
});

test('checks against the given document', () => {
  const document = {
    paths: {
      '/things/{id}': {
        post: {
          operationId: 'make-thing',
          requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
          responses: { '201': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
        },
      },
      '/things/all': { post: { operationId: 'make-all', responses: { '204': {} } } },
    },
    components: {
      schemas: {
        Thing: {
          type: 'object',
          required: ['name'],
          properties: {
            name: { type: 'string' },
            owner: { nullable: true, $ref: '#/components/schemas/Thing' },
          },
        },
      },
    },
  };
  const things = makeContract(document);
  expect([things.operationId('POST', '/things/1'), things.operationId('POST', '/things/all')]).toEqual([
    'make-thing',
    'make-all',
  ]);
  const check = (body: unknown) => things.checkRequest({ method: 'POST', path: '/things/1', query: '', body });
  expect(check({ name: 'one', owner: null })).toEqual([]);
  expect(check({ name: 'one', colour: 'red' })).toHaveLength(1);
  const sent = { method: 'POST', path: '/things/1', status: 201 };
  expect(things.checkResponse({ ...sent, body: { name: 'one', colour: 'red' } })).toEqual([]);
  expect(things.checkResponse({ ...sent, body: { name: null } })).toHaveLength(1);
});
