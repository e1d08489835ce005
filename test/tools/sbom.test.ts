import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { Sbom } from '../../tools/keep-shipped.ts';
import { readDocument } from '../docs/read-document.ts';

interface Package {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}
interface Lock {
  packages: Record<string, { version: string; dev?: boolean; integrity?: string }>;
}

const { dependencies, devDependencies } = JSON.parse(readDocument('package.json')) as Package;
const { packages } = JSON.parse(readDocument('package-lock.json')) as Lock;
let sbom: Sbom;
beforeAll(() => {
  execFileSync('npm', ['run', 'sbom'], { cwd: new URL('../..', import.meta.url), stdio: 'ignore' });
  sbom = JSON.parse(readDocument('sbom.cdx.json')) as Sbom;
});

/** @returns `name@version` of the packages in a part of the lock */
function locked(which: (name: string, dev: boolean) => boolean): string[] {
  return Object.entries(packages).flatMap(([path, { version, dev = false }]) => {
    const name = path.split('node_modules/').at(-1) ?? '';
    return name !== '' && which(name, dev) ? [`${name}@${version}`] : [];
  });
}

/** The packages that the pages' sources import. */
function importedByPages(): string[] {
  const folder = new URL('../../src/web/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const text = files.map((file) => readFileSync(new URL(file, folder), 'utf8')).join('\n');
  const imports = [...text.matchAll(/from '((?:@[^/']+\/)?[^./'][^/']*)/g)].map(([, name = '']) => name);
  return [...new Set(imports)];
}

it('the SBOM is a CycloneDX document of this project', () => {
  expect(sbom).toMatchObject({
    bomFormat: 'CycloneDX',
    metadata: { component: { name: 'callthread', type: 'application' } },
  });
  for (const component of sbom.components) {
    expect(component).toMatchObject({ type: 'library', purl: expect.stringMatching(/^pkg:npm\//) as string });
  }
});

it('the SBOM lists every production package at its locked version, with its hash', () => {
  const listed = new Map(sbom.components.map((component) => [`${component.name}@${component.version}`, component]));
  const production = locked((_name, dev) => !dev);
  expect(production).toEqual(expect.arrayContaining([expect.stringMatching(/^@temporalio\/worker@/)]));
  expect(production.filter((each) => !listed.has(each))).toEqual([]);
  for (const name of Object.keys(dependencies)) {
    const component = sbom.components.find((each) => each.name === name);
    expect(component).toMatchObject({ scope: 'required', hashes: [{ alg: 'SHA-512' }] });
  }
});

it('the SBOM lists the packages built into the pages', () => {
  const pages = importedByPages();
  expect(pages).toContain('react');
  expect(sbom.components.map(({ name }) => name)).toEqual(expect.arrayContaining(pages));
});

it('the SBOM lists no package used only in development', () => {
  const tools = ['vitest', 'typescript', 'oxlint', 'knip', 'playwright-core', '@temporalio/testing', '@biomejs/biome'];
  expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(tools));
  expect(sbom.components.map(({ name }) => name).filter((name) => tools.includes(name))).toEqual([]);
  expect(JSON.stringify(sbom)).not.toContain('cdx:npm:package:development');
});

it('the SBOM lists who depends on whom, naming only listed packages', () => {
  const known = new Set([sbom.metadata.component, ...sbom.components].map((component) => component['bom-ref']));
  const named = sbom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
  expect(named.filter((ref) => !known.has(ref))).toEqual([]);
  const own = sbom.dependencies.find(({ ref }) => ref === sbom.metadata.component['bom-ref']);
  expect(own?.dependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^@temporalio\/worker@/)]));
});
