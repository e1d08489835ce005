import type { Parameter } from './openapi-document.ts';

/**
 * What is wrong with a query: parameters that are not documented, values that their schema refuses. The search object
 * `q` is written `q[key][]`; its keys, and the values in brackets after a key, are those that its description has in
 * backticks.
 */
export function checkQuery(
  query: string,
  parameters: Parameter[],
  validate: (schema: Parameter['schema'], value: unknown) => string[],
): string[] {
  const documented = parameters.filter((parameter) => parameter.in === 'query');
  return [...new URLSearchParams(query)].flatMap(([key, value]) => {
    const name = key.split('[')[0];
    const parameter = documented.find((candidate) => candidate.name === name);
    if (parameter === undefined || (name !== 'q' && key !== name)) return [`query: ${key} is not documented`];
    if (name === 'q') return checkSearchObject(key, value, parameter.description ?? '');
    const isNumber = parameter.schema['type'] === 'integer' && value !== '';
    return validate(parameter.schema, isNumber ? Number(value) : value).map((fault) => `query ${key}: ${fault}`);
  });
}

function checkSearchObject(key: string, value: string, description: string): string[] {
  const property = /^q\[(\w+)\](?:\[\d*\])?$/.exec(key)?.[1];
  if (property === undefined || !description.includes(`\`${property}\``)) return [`query: ${key} is not documented`];
  const values = new RegExp(`\`${property}\`[^(]*\\((\`[^)]*)\\)`).exec(description)?.[1];
  return values?.includes(`\`${value}\``) === false ? [`query ${key}: ${value} is not documented`] : [];
}
