import { logWholeCall } from '../log-whole-call.ts';
import { answered, voicemail } from './calls.ts';
import { testWhicheverRequestFails } from './whichever-request-fails.ts';

testWhicheverRequestFails([
  { name: 'the first call of a caller', log: (stage) => logWholeCall(stage, answered) },
  { name: 'the first call, logged late', log: (stage) => logWholeCall(stage, answered, { checkExisting: true }) },
  { name: 'a voicemail of an unknown caller', log: (stage) => logWholeCall(stage, voicemail) },
  {
    name: 'the first call of a contact whom others made',
    before: async ({ front }) => {
      front.state.addContact({ name: 'Cara', handles: [{ source: 'phone', handle: '+447700900123' }] });
    },
    log: (stage) => logWholeCall(stage, answered),
  },
]);
