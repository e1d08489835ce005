import { findSchemathesis } from './find-schemathesis.ts';

/** For vitest's `globalSetup`: what takes a minute on a new machine is done before any test's time limit runs. */
export async function setup(): Promise<void> {
  await findSchemathesis({ report: console.error });
}
