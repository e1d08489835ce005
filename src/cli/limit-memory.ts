import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's heaps small; imported before everything else, since a heap that exists keeps most of its settings. A process
 * has up to three: its own and one for each worker's workflows. Callthread waits for Front nearly all the time, so it does
 * not need the speed that these settings cost: bench/README.md has what they save.
 */
setFlagsFromString('--optimize-for-size');
// Megabytes; the default of 16 is taken up to three times a heap.
setFlagsFromString('--max-semi-space-size=2');
