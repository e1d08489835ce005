import { type Document, type ErrorCode, isCollection, visit } from 'yaml';

const messages: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'is indented with a tab. Indent with spaces.',
  DUPLICATE_KEY: 'has a key that its section already has. Keep one of the two.',
  MULTIPLE_DOCS: 'begins a second document. Keep one, without a line of three dashes in between.',
  MISSING_CHAR: 'lacks a closing quote, bracket or comma. Close what was opened.',
  BAD_INDENT:
    'is not indented like its neighbours, or a bracket is not closed. Give keys of one section the same indent.',
  BLOCK_AS_IMPLICIT_KEY: 'has two colons. Put a text with a colon in quotes.',
  MULTILINE_IMPLICIT_KEY: 'has a key without a colon. Write key: value.',
  BAD_SCALAR_START: 'has a value that begins with a reserved sign. Put it in quotes.',
  TAG_RESOLVE_FAILED: 'has a tag (!) that is not known. Put the text in quotes.',
};
const otherwise = 'is not YAML. Check quotes, colons and indents on this line and the one above.';

const collectionAsKey = 'has a bracket where a key belongs. Put a text with brackets in quotes.';

/**
 * @param lineAt gives the line of an offset into the text
 * @returns one fault a line, as one slip makes several errors; `whole` when only keys are repeated, so that the rest of the
 * file can be checked as well
 */
export function syntaxFaults(document: Document.Parsed, lineAt: (offset: number) => number) {
  const errors = [...document.errors, ...document.warnings].map(({ code, pos: [offset] }) => ({
    line: lineAt(offset),
    message: messages[code] ?? otherwise,
  }));
  const faults = [...errors, ...collectionKeys(document).map((at) => ({ line: lineAt(at), message: collectionAsKey }))];
  return {
    faults: faults.filter(({ line }, index) => faults.findIndex((other) => other.line === line) === index),
    whole: faults.every(({ message }) => message === messages.DUPLICATE_KEY),
  };
}

/** YAML allows a list or a map as a key; here it is a template such as {{ inbox }} that nothing has filled in. */
function collectionKeys(document: Document.Parsed): number[] {
  const offsets: number[] = [];
  visit(document, {
    Pair(_, { key }) {
      if (isCollection(key)) offsets.push(key.range?.[0] ?? 0);
    },
  });
  return offsets;
}
