let count = 0;

/** A valid import: an open inbound custom message of +33612345678, with rules; `change` and `metadata` replace parts. */
export function importBody(
  change: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): Record<string, unknown> {
  count += 1;
  return {
    sender: { handle: '+33612345678', name: 'Ada Caller' },
    to: ['+33186651010'],
    subject: 'Inbound call – Support',
    body: 'Inbound call on Support',
    external_id: `entry-${count}`,
    created_at: 1_700_000_000 + count,
    type: 'custom',
    ...change,
    metadata: { is_inbound: true, is_archived: false, should_skip_rules: false, ...metadata },
  };
}
