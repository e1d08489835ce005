import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readPreferences } from '../../src/config/preferences.ts';
import { readDocument } from '../docs/read-document.ts';
import { findSchemas, findTool, kubernetesVersion } from './find-tools.ts';
import { chart, type Manifest, manifestOf, renderChart } from './render-chart.ts';

const run = promisify(execFile);
const { version } = JSON.parse(readDocument('package.json')) as { version: string };
const [cloud, besideTemporal] = ['temporal-cloud.yaml', 'temporal-chart.yaml'] as const;
const smallest = { existingSecret: 'callthread', temporal: { address: 'temporal:7233' } };

it('has the same version as package.json', () => {
  expect(parse(readDocument('deploy/helm/callthread/Chart.yaml'))).toMatchObject({ version, appVersion: version });
});

it.each([cloud, besideTemporal])('passes helm lint and kubeconform with %s', async (example) => {
  const values = pathOf(example);
  const options = ['--strict', '--kube-version', kubernetesVersion, '--values', values];
  const { stdout } = await run(await findTool('helm'), ['lint', chart, ...options]);
  expect(stdout).toContain('1 chart(s) linted, 0 chart(s) failed');
  const manifests = await renderChart(values);
  expect(await validate(manifests)).toBe(`${manifests.length} valid, 0 invalid, 0 errors, 0 skipped`);
});

it('fails kubeconform with a field that Kubernetes does not know', async () => {
  const [first, ...others] = await renderChart(smallest);
  const wrong = { ...first, spec: { ...first?.spec, replica: 2 } } as Manifest;
  await expect(validate([wrong, ...others])).rejects.toThrow(/additional properties? 'replica' not allowed/);
});

it.each([
  ['no secret', { temporal: { address: 'temporal:7233' } }, /existingSecret/],
  ['an address with http://', { ...smallest, temporal: { address: 'http://temporal:7233' } }, /temporal\/address/],
  ['an unknown value', { ...smallest, replicas: 3 }, /replicas/],
  ['an ingress without a host', { ...smallest, ingress: { enabled: true } }, /ingress\/host/],
])('refuses %s', async (_what, values, message) => {
  await expect(renderChart(values)).rejects.toThrow(message);
});

describe('by default', async () => {
  const manifests = await renderChart(smallest);

  it('publishes nothing and needs no other operator', () => {
    expect(manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`).toSorted()).toEqual([
      'ConfigMap callthread',
      'Deployment callthread-api',
      'Deployment callthread-worker',
      'PodDisruptionBudget callthread-api',
      'PodDisruptionBudget callthread-worker',
      'Service callthread',
    ]);
  });

  it.each(['api', 'worker'])('runs %s with restricted pod security', (command) => {
    const pod = manifestOf(manifests, 'Deployment', `callthread-${command}`).spec?.template?.spec;
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          args: [command],
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
    });
  });
});

describe('the configuration, in values that are YAML', () => {
  const rest = 'existingSecret: callthread\ntemporal: { address: "temporal:7233" }\n';
  const meant = {
    recordings: 'off',
    rules: [{ on: 'comment', contains: 'Test', tag: 'Follow-up', untagOnArchive: false }],
    callbacks: expect.objectContaining({ on: ['missed'] }),
  };

  it.each([
    [
      'a block of text, as it is written',
      'config: |\n  callbacks: { on: [missed] }\n\n  rules: [{ on: comment, contains: Test, tag: Follow-up }]\n  recordings: off\n',
    ],
    [
      'keys and values, with on and off in quotes',
      'config:\n  callbacks: { "on": [missed] }\n  rules: [{ "on": comment, contains: Test, tag: Follow-up }]\n  recordings: "off"\n',
    ],
  ])('is %s', async (_what, config) => {
    const { preferences, problems } = await readRendered(`${rest}${config}`);
    expect(problems).toEqual([]);
    expect(preferences).toMatchObject(meant);
  });

  it('is refused at the start with the remedy, when Helm has read on and off as booleans', async () => {
    const config = 'config: { callbacks: { on: [missed] }, rules: [{ on: comment }], recordings: off }\n';
    const { problems } = await readRendered(`${rest}${config}`);
    expect(problems.map(({ place, remedy }) => `${place.replace(/^\S+ /, '')}: ${remedy}`).toSorted()).toEqual([
      expect.stringMatching(/^callbacks\.true: Write "on" in quotes/),
      expect.stringMatching(/^recordings: Write link, attach or "off", in quotes/),
      expect.stringMatching(/^rules\[0\]\.on: Write "on" in quotes/),
    ]);
  });

  it('replaces the pods when the text changes', async () => {
    const [one, other] = await Promise.all(
      ['language: en', 'language: fr'].map(async (text) => {
        const manifests = await renderChart({ ...smallest, config: text });
        return JSON.stringify(manifestOf(manifests, 'Deployment', 'callthread-worker').spec?.template);
      }),
    );
    expect(one).toContain('checksum/config');
    expect(one).not.toBe(other);
  });
});

it('routes the same public paths from an Ingress, from an HTTPRoute and from Caddy', async () => {
  const ingress = manifestOf(await renderChart(pathOf(cloud)), 'Ingress', 'callthread').spec as {
    rules: Array<{ http: { paths: Array<{ path: string; pathType: string }> } }>;
  };
  const byIngress = ingress.rules[0]?.http.paths.map(({ path, pathType }) =>
    pathType === 'Prefix' ? `${path}*` : path,
  );
  const route = manifestOf(await renderChart(pathOf(besideTemporal)), 'HTTPRoute', 'callthread').spec as {
    rules: Array<{ matches: Array<{ path: { type: string; value: string } }> }>;
  };
  const byRoute = route.rules[0]?.matches.map(({ path }) =>
    path.type === 'PathPrefix' ? `${path.value}*` : path.value,
  );
  expect(byRoute).toEqual(byIngress);
  const [, byCaddy = ''] = /@public path (.+)/.exec(readDocument('deploy/compose/Caddyfile')) ?? [];
  expect(byIngress?.toSorted()).toEqual(byCaddy.split(' ').toSorted());
});

it('includes the alerts of monitoring/', async () => {
  const { spec } = manifestOf(await renderChart(pathOf(besideTemporal)), 'PrometheusRule', 'callthread');
  expect(spec).toEqual(parse(readDocument('monitoring/prometheus/alerts.yml')));
});

it("leaves workers to Temporal's Worker Controller, in pods like its own", async () => {
  const manifests = await renderChart(smallest, ['worker.enabled=false']);
  expect(manifests.filter(({ kind }) => kind === 'Deployment')).toHaveLength(1);
  const [, deployment] = parseAllDocuments(readDocument('deploy/helm/examples/worker-controller.yaml')).map(
    (document) => document.toJS() as Manifest,
  );
  const { metadata, template } = { metadata: deployment?.metadata, template: deployment?.spec?.template };
  const labels = { 'app.kubernetes.io/name': 'callthread' };
  const wrapped = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { selector: { matchLabels: labels }, template },
  };
  expect(await validate([wrapped as unknown as Manifest])).toBe('1 valid, 0 invalid, 0 errors, 0 skipped');
  const [own] =
    manifestOf(await renderChart(smallest), 'Deployment', 'callthread-worker').spec?.template?.spec.containers ?? [];
  const [theirs] = template?.spec.containers ?? [];
  const { env: _own, startupProbe: _startup, ...expected } = own ?? { env: [] };
  const { env: _theirs, ...found } = theirs ?? { env: [] };
  expect({ ...found, imagePullPolicy: 'IfNotPresent' }).toEqual(expected);
});

/** Renders the chart with these values. @returns what Callthread reads in its ConfigMap */
async function readRendered(values: string): Promise<ReturnType<typeof readPreferences>> {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-values-'));
  try {
    const file = join(folder, 'values.yaml');
    await writeFile(file, values);
    const { data = {} } = manifestOf(await renderChart(file), 'ConfigMap', 'callthread');
    return readPreferences(data['callthread.yaml'] ?? '', 'callthread.yaml');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function pathOf(example: string): string {
  return fileURLToPath(new URL(`../../deploy/helm/examples/${example}`, import.meta.url));
}

/** @returns kubeconform's summary. @throws with what it objects to */
async function validate(manifests: object[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'callthread-manifests-'));
  try {
    const files = manifests.map((_, index) => join(folder, `${index}.json`));
    await Promise.all(files.map(async (file, index) => await writeFile(file, JSON.stringify(manifests[index]))));
    const options = ['-strict', '-summary', '-output', 'json', '-kubernetes-version', kubernetesVersion];
    const args = [...options, '-schema-location', await findSchemas(), folder];
    const { stdout } = await run(await findTool('kubeconform'), args).catch((error: unknown) => {
      throw new Error((error as { stdout: string }).stdout, { cause: error });
    });
    const { summary } = JSON.parse(stdout) as { summary: Record<string, number> };
    return `${summary['valid']} valid, ${summary['invalid']} invalid, ${summary['errors']} errors, ${summary['skipped']} skipped`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
