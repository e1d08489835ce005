import { aMissedCall } from '../../fixtures/a-missed-call.ts';
import { logCall } from '../log-call.ts';
import { logWholeCall } from '../log-whole-call.ts';
import type { Stage } from '../stage.ts';
import { second, voicemail } from './calls.ts';
import { testWhicheverRequestFails } from './whichever-request-fails.ts';

async function archivedConversation(stage: Stage): Promise<void> {
  const { conversation } = await logCall(stage, aMissedCall());
  stage.front.state.archiveConversation(conversation.id);
}

testWhicheverRequestFails([
  {
    name: 'a later call, into an archived conversation',
    before: archivedConversation,
    log: (stage) => logWholeCall(stage, second),
  },
  {
    name: 'a later call, logged late',
    before: archivedConversation,
    log: (stage) => logWholeCall(stage, second, { checkExisting: true }),
  },
  {
    name: 'a voicemail that a rule moves with its conversation',
    before: archivedConversation,
    log: (stage) => logWholeCall(stage, { ...voicemail, id: 2 }, { moveTo: 'Voicemail' }),
  },
  {
    name: 'an anonymous call',
    log: (stage) => logWholeCall(stage, { ...voicemail, caller: { kind: 'anonymous' }, callerName: null }),
  },
]);
