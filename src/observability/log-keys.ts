/**
 * The keys by which log lines are searched: what is meant has this name in every line that has it, whoever writes it.
 * Every line about a call has `callId`.
 */
export const logKeys = {
  callId: "Aircall's id of the call, a number",
  workflowId: 'the id in Temporal, `call-812345678` for a call',
  activity: 'the activity, as `appendToConversation`',
  event: "Aircall's name of a webhook's event",
  vendor: '`Front` or `Aircall`',
  operation: "the vendor's name of what was asked for, as `import-inbox-message`",
  status: 'the HTTP status; `timeout`, `cut` or `refused` where a vendor gave none',
  durationMs: 'how long it took, in milliseconds',
} as const;

export type LogKey = keyof typeof logKeys;
