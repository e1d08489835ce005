import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { findTool, kubernetesVersion } from './find-tools.ts';

const run = promisify(execFile);
export const chart = fileURLToPath(new URL('../../deploy/helm/callthread', import.meta.url));

export interface Container {
  name: string;
  args: string[];
  env: Array<{ name: string; value: string }>;
  envFrom: Array<{ secretRef: { name: string } }>;
  volumeMounts: Array<{ name: string; mountPath: string }>;
  startupProbe?: Probe;
  livenessProbe: Probe;
  readinessProbe?: Probe;
  securityContext: Record<string, unknown>;
}

interface Probe {
  httpGet: { path: string };
}

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels: Record<string, string> };
  data?: Record<string, string>;
  spec?: {
    replicas?: number;
    template?: { spec: { containers: Container[]; securityContext: Record<string, unknown> } };
    [key: string]: unknown;
  };
}

/**
 * Renders the chart as `helm template` does.
 * @param values a file of values, or the values themselves
 * @param sets `--set` options, as `worker.enabled=false`
 * @throws with helm's own words when it refuses the values
 */
export async function renderChart(values: string | object, sets: string[] = []): Promise<Manifest[]> {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-chart-'));
  try {
    const file = typeof values === 'string' ? values : join(folder, 'values.json');
    if (typeof values !== 'string') await writeFile(file, JSON.stringify(values));
    const options = ['--kube-version', kubernetesVersion, '--values', file, ...sets.flatMap((set) => ['--set', set])];
    const { stdout } = await run(await findTool('helm'), ['template', 'callthread', chart, ...options]);
    return parseAllDocuments(stdout).flatMap((document) => (document.toJS() as Manifest | null) ?? []);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws {Error} when there is no such manifest */
export function manifestOf(manifests: Manifest[], kind: string, name: string): Manifest {
  const found = manifests.find(({ kind: its, metadata }) => its === kind && metadata.name === name);
  if (found === undefined) throw new Error(`the chart renders no ${kind} ${name}`);
  return found;
}
