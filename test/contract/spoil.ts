const strangers: unknown[] = [
  'text',
  7,
  1.5,
  true,
  null,
  {},
  [],
  [7],
  ['text'],
  'n'.repeat(65),
  Array.from('12345678901'),
];

/** Copies of a body, each with one thing wrong with it: a field left out, of another type or value, or too many. */
export function spoil(body: object): object[] {
  const fields = Object.entries(body) as [string, unknown][];
  return [
    { ...body, no_such_field: 1 },
    ...fields.flatMap(([key, value]) => [
      Object.fromEntries(fields.filter(([other]) => other !== key)),
      ...strangers.map((stranger) => ({ ...body, [key]: stranger })),
      ...(isObject(value) ? spoil(value).map((spoiled) => ({ ...body, [key]: spoiled })) : []),
      ...(Array.isArray(value) && isObject(value[0])
        ? spoil(value[0]).map((spoiled) => ({ ...body, [key]: [spoiled] }))
        : []),
    ]),
  ];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
