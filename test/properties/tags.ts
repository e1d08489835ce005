/** Aircall tags with the Front tag that each stands for. */
export const tags: Record<string, { id: number; inFront: string | null }> = {
  Billing: { id: 30001, inFront: 'billing' },
  bILLING: { id: 30002, inFront: 'billing' },
  VIP: { id: 30003, inFront: 'Important' },
  ÄRGER: { id: 30004, inFront: 'Follow-up' },
  'no tag of Front 🏷️': { id: 30005, inFront: null },
};

/** The configuration's `tags:` that goes with them; Front has no tag "Important" at first. */
export const tagMap = 'tags: { Billing: billing, vip: Important, Ärger: Follow-up }';
