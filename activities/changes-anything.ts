import type { SettleInput } from './contract.ts';

export function changesAnything({ open, assigneeId, inboxId }: SettleInput['change']): boolean {
  return open || assigneeId !== null || inboxId !== null;
}
