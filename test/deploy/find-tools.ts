import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { buildOnce } from '../../simulators/programs/build-once.ts';
import { cacheFolder } from '../../simulators/programs/cache-folder.ts';
import { findOnPath } from '../../simulators/programs/find-on-path.ts';
import type { Report } from '../../simulators/programs/report.ts';
import { runReporting } from '../../simulators/programs/run-reporting.ts';

const run = promisify(execFile);

/** Programs from Go modules, by the names that they install under. */
const programs = {
  helm: 'helm.sh/helm/v3/cmd/helm@v3.18.6',
  kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0',
  actionlint: 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12',
};

export type Tool = keyof typeof programs;

/** The Kubernetes version that manifests are checked against. */
export const kubernetesVersion = '1.37.0';
/** A package on PyPI that has the schemas of Kubernetes' own kinds. */
const schemaPackage = 'kubernetes-validate==1.37.0';
/** Kinds of the chart, by the file names of that package. */
const ownKinds = [
  'configmap-v1',
  'deployment-apps-v1',
  'ingress-networking-v1',
  'poddisruptionbudget-policy-v1',
  'service-v1',
];
/** Custom resources, from the Go modules that define them. */
const customResources = [
  {
    goModule: 'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    files: ['servicemonitors', 'prometheusrules'].map(
      (kind) => `example/prometheus-operator-crd/monitoring.coreos.com_${kind}.yaml`,
    ),
  },
  {
    goModule: 'sigs.k8s.io/gateway-api@v1.4.0',
    files: ['config/crd/standard/gateway.networking.k8s.io_httproutes.yaml'],
  },
];

/**
 * Finds a program in the cache, or builds it there from its Go module (one to three minutes, once).
 * @throws {Error} when there is no Go, or the build fails
 */
export async function findTool(tool: Tool, report: Report = console.error): Promise<string> {
  const source = programs[tool];
  const folder = join(cacheFolder(), `${tool}-${source.slice(source.indexOf('@') + 1)}`);
  await buildOnce(folder, report, async (temporaryFolder) => {
    const env = { ...process.env, GOBIN: temporaryFolder };
    await runReporting({
      command: await goProgram(),
      args: ['install', source],
      env,
      doing: `building ${tool}`,
      report,
    });
  });
  return join(folder, tool);
}

/**
 * Finds JSON schemas of all kinds that the chart has, in the cache, or collects them there from PyPI and Go modules.
 * @returns where they are, for kubeconform's -schema-location
 */
export async function findSchemas(report: Report = console.error): Promise<string> {
  const folder = join(cacheFolder(), `kubernetes-schemas-${kubernetesVersion}`);
  await buildOnce(folder, report, async (temporaryFolder) => {
    const python = await findOnPath('python3');
    if (python === undefined) throw new Error('No python3 on PATH. Install Python 3.10 or later, with pip.');
    const packages = join(temporaryFolder, 'packages');
    const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', packages, schemaPackage];
    await runReporting({ command: python, args, doing: `installing ${schemaPackage} from PyPI`, report });
    const version = `v${kubernetesVersion}-local-strict`;
    await writeOwnKinds(join(packages, 'kubernetes_validate/kubernetes-json-schema', version), temporaryFolder);
    for (const { goModule, files } of customResources) {
      const { stdout } = await run(await goProgram(), ['mod', 'download', '-json', goModule]);
      const { Dir: sources } = JSON.parse(stdout) as { Dir: string };
      for (const file of files) await writeCustomKind(join(sources, file), temporaryFolder);
    }
  });
  return join(folder, '{{ .ResourceKind }}{{ .KindSuffix }}.json');
}

async function goProgram(): Promise<string> {
  const go = await findOnPath('go');
  if (go === undefined) throw new Error('No go on PATH. Install Go 1.25 or later.');
  return go;
}

/** Puts the shared definitions into each schema: kubeconform does not follow the references between these files. */
async function writeOwnKinds(from: string, to: string): Promise<void> {
  const definitions = await readFile(join(from, '_definitions.json'), 'utf8');
  const { $defs } = JSON.parse(definitions) as { $defs: object };
  for (const kind of ownKinds) {
    const schema = JSON.parse(await readFile(join(from, `${kind}.json`), 'utf8')) as object;
    const whole = JSON.stringify({ ...schema, $defs }).replaceAll('/api/_definitions.json#', '#');
    await writeFile(join(to, `${kind}.json`), whole);
  }
}

interface CustomResourceDefinition {
  spec: {
    group: string;
    names: { singular: string };
    versions: Array<{ name: string; schema: { openAPIV3Schema: object } }>;
  };
}

async function writeCustomKind(file: string, to: string): Promise<void> {
  const { spec } = parse(await readFile(file, 'utf8')) as CustomResourceDefinition;
  await mkdir(to, { recursive: true });
  for (const { name, schema } of spec.versions) {
    const path = join(to, `${spec.names.singular}-${spec.group.split('.')[0]}-${name}.json`);
    await writeFile(path, JSON.stringify(closed(schema.openAPIV3Schema)));
  }
}

/** Refuses properties that the schema does not name, as the API server's strict validation does. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const entries = Object.entries(schema).map(([key, value]): [string, unknown] => [key, closed(value)]);
  const result = Object.fromEntries(entries);
  const { properties, additionalProperties } = result;
  const open = result['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties !== undefined;
  // `metadata` is an object without named properties, and stays open.
  const named = typeof properties === 'object' && result['type'] === 'object';
  return named && !open ? { ...result, additionalProperties: false } : result;
}
