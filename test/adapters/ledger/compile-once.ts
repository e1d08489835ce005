import { setFlagsFromString } from 'node:v8';

/** The option of Node that has the same effect in a process that a test starts. */
export const compileOnce = '--liftoff-only';

// PGlite is WebAssembly. V8 compiles what runs often again, to run it faster, which costs seconds of CPU time on other
// threads: tests are over before that pays. It counts for what is compiled from now on in this process.
setFlagsFromString(compileOnce);
