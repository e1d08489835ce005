import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { keepShipped, type Sbom } from './keep-shipped.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = 'sbom.cdx.json';

/**
 * Writes the software bill of materials, in CycloneDX: what package-lock.json has for running Callthread on any platform, and
 * what Vite builds into the pages. npm lists all packages, for its `--omit=dev` leaves out, beside those of development, what
 * these share with the rest: Temporal's worker, say. Peers it would rather quarrel about.
 */
const args = [
  'sbom',
  '--package-lock-only',
  '--legacy-peer-deps',
  '--sbom-format=cyclonedx',
  '--sbom-type=application',
];
const all = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 })) as Sbom;
const sbom = keepShipped(all);
writeFileSync(`${root}${file}`, `${JSON.stringify(sbom, null, 2)}\n`);
console.log(`${file}: ${sbom.components.length} packages`);
