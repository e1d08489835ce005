import type { OpenApiDocument, Operation } from './openapi-document.ts';

interface Template {
  segments: string[];
  literals: number;
  operations: OpenApiDocument['paths'][string];
}

/** Each request is looked up, so a document is sorted once. */
const sorted = new WeakMap<OpenApiDocument, Template[]>();

/** The operation that a request meets: a template with more literal segments goes first (`/contacts/merge`). */
export function findOperation(document: OpenApiDocument, method: string, path: string): Operation | undefined {
  const segments = path.split('/');
  return templatesOf(document).find((template) => matches(template.segments, segments))?.operations[
    method.toLowerCase()
  ];
}

function templatesOf(document: OpenApiDocument): Template[] {
  const known = sorted.get(document);
  if (known !== undefined) return known;
  const templates = Object.entries(document.paths)
    .map(([path, operations]) => {
      const segments = path.split('/');
      return { segments, literals: segments.filter((segment) => !segment.startsWith('{')).length, operations };
    })
    .toSorted((one, other) => other.literals - one.literals);
  sorted.set(document, templates);
  return templates;
}

function matches(template: string[], segments: string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) => (part.startsWith('{') ? segments[index] !== '' : part === segments[index]))
  );
}
