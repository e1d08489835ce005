import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import express, { Router } from 'express';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { listRoutes } from './list-routes.ts';
import { type Operation, readOwnOpenApi, type SchemaNode } from './own-openapi.ts';
import { wholeApp } from './whole-app.ts';

const document = readOwnOpenApi();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })),
);

describe('docs/openapi.yaml', () => {
  it('has exactly the routes of the app', () => {
    expect(listRoutes(wholeApp())).toEqual(operations.map(({ name }) => name).toSorted());
  });

  it('has the version of the package', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { version: packageJson.version } });
  });

  it.each(operations)('$name has a unique operation id and a summary', ({ operation }) => {
    expect(operations.filter((other) => other.operation.operationId === operation.operationId)).toHaveLength(1);
    expect(operation.summary).toMatch(/^[A-Z].*\.$/);
  });

  it.each(operations)('$name has exactly the parameters of its path', ({ path, operation }) => {
    const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(inPath.map(({ name }) => name)).toEqual(named);
    expect(inPath.every(({ required }) => required === true)).toBe(true);
  });

  it('has valid schemas without unknown keywords', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false });
    formats.default(ajv);
    const schemas = operations.flatMap(({ operation }) => schemasOf(operation));
    expect(schemas.length).toBeGreaterThan(200);
    for (const schema of schemas) expect(() => ajv.compile(schema)).not.toThrow();
  });
});

it('listRoutes finds routes wherever they are mounted', () => {
  const inner = Router().get(['/a', '/a/:id'], () => {});
  inner
    .route('/b')
    .put(() => {})
    .all(() => {});
  const middle = Router().use('/in', () => {}, inner);
  const app = express()
    .use(
      middle,
      Router().post('/', () => {}),
    )
    .use('/files', express.static('nowhere'));
  expect(listRoutes(app)).toEqual(['GET /files/{file}', 'GET /in/a', 'GET /in/a/{id}', 'POST /', 'PUT /in/b']);
});

function schemasOf({ parameters = [], requestBody, responses }: Operation): SchemaNode[] {
  const answers = Object.values(responses).flatMap(({ headers = {}, content = {} }) => [
    ...Object.values(headers),
    ...Object.values(content),
  ]);
  const all = [...parameters, ...Object.values(requestBody?.content ?? {}), ...answers];
  return all.map(({ schema }) => schema).filter((schema) => schema !== undefined);
}
