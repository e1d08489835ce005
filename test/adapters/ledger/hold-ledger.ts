// A process of its own that opens the ledger of a folder, writes one call, says so, and stays until it is ended.
import { openLedger } from '../../../src/adapters/ledger/open-ledger.ts';
import { aLedgerCall } from './a-ledger-call.ts';

const [dataFolder = ''] = process.argv.slice(2);
const ledger = await openLedger({ databaseUrl: null, dataFolder });
await ledger.record(aLedgerCall(), 1);
console.log('written');
setInterval(() => {}, 60_000);
