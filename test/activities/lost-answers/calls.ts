import { aCall } from '../../fixtures/a-call.ts';
import { aMissedCall } from '../../fixtures/a-missed-call.ts';
import { anAgent } from '../../fixtures/an-agent.ts';

const ben = anAgent({ id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' });
const nowSeconds = Math.floor(Date.now() / 1000);
const comments = [
  { id: 1, content: 'Wants a refund', author: anAgent(), postedAtSeconds: nowSeconds },
  { id: 2, content: 'Call back on Friday', author: ben, postedAtSeconds: nowSeconds },
];
export const answered = aCall({ recordingReady: true, comments });
export const voicemail = aMissedCall({ voicemailLeft: true, voicemailReady: true });
export const second = aCall({
  ...answered,
  id: 2,
  startedAtSeconds: 1_760_001_000,
  answeredAtSeconds: 1_760_001_010,
  endedAtSeconds: 1_760_001_020,
  agent: ben,
});
