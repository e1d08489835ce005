import { DefaultLogger, Runtime } from '@temporalio/worker';

// Before anything else starts it: Temporal's own log is kept to warnings. A process can say so once.
Runtime.install({ logger: new DefaultLogger('WARN') });
