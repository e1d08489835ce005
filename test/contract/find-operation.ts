import type { OpenApiDocument, Operation } from './openapi-document.ts';

/** The operation that a request meets: a template with more literal segments goes first (`/contacts/merge`). */
export function findOperation(document: OpenApiDocument, method: string, path: string): Operation | undefined {
  const segments = path.split('/');
  const literals = (template: string) => template.split('/').filter((segment) => !segment.startsWith('{')).length;
  return Object.entries(document.paths)
    .filter(([template]) => matches(template.split('/'), segments))
    .toSorted(([one], [other]) => literals(other) - literals(one))
    .map(([, operations]) => operations[method.toLowerCase()])
    .at(0);
}

function matches(template: string[], segments: string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) => (part.startsWith('{') ? segments[index] !== '' : part === segments[index]))
  );
}
