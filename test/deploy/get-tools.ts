import { findSchemas, findTool } from './find-tools.ts';

/** For vitest's `globalSetup`: what takes minutes on a new machine is done before any test's time limit runs. */
export async function setup(): Promise<void> {
  await findTool('helm');
  await findTool('kubeconform');
  await findTool('actionlint');
  await findSchemas();
}
