// A process that opens the ledger in a folder, writes one call, prints its peak memory in MB, and stays until it is killed.
import { openLedger } from '../../../src/adapters/ledger/open.ts';
import { aLedgerCall } from './a-ledger-call.ts';

const [dataFolder = ''] = process.argv.slice(2);
const ledger = await openLedger({ databaseUrl: null, dataFolder });
await ledger.record(aLedgerCall(), 1);
console.log(process.resourceUsage().maxRSS / 1000);
setInterval(() => {});
