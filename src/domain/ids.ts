/** @returns the id of the workflow of a call: one call, one workflow. */
export function callWorkflowId(callId: number): string {
  return `call-${callId}`;
}

/** @returns the id of the workflow that undoes rules when a conversation is archived */
export function undoOnArchiveId(conversationId: string): string {
  return `archive-${conversationId}`;
}

/**
 * @returns the id of the workflow that holds a caller's turn. Workflow ids stand in logs and metrics, so the caller's
 * number is not in it but a digest (64-bit FNV-1a; two callers that meet in one digest only wait for each other).
 */
export function callerLockId(callerKey: string): string {
  let digest = 0xcbf29ce484222325n;
  for (const char of callerKey)
    digest = BigInt.asUintN(64, (digest ^ BigInt(char.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return `caller-${digest.toString(16).padStart(16, '0')}`;
}
