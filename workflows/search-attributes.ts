/**
 * The search attributes that every call's workflow carries, all of type Keyword. Temporal refuses a workflow that sets
 * one it does not know, so they are registered when the service starts.
 */
export const searchAttributeNames = [
  'CallthreadState',
  'CallthreadQualification',
  'CallthreadLine',
  'CallthreadAgent',
  'CallthreadFailure',
] as const;

export type SearchAttributeName = (typeof searchAttributeNames)[number];
