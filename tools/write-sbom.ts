import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { keepShipped, type Sbom } from './keep-shipped.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = 'sbom.cdx.json';

/**
 * Writes the software bill of materials in CycloneDX: the packages in package-lock.json that Callthread needs at run
 * time on any platform, and those that Vite builds into the pages. It lists all packages first, because npm's
 * `--omit=dev` also omits packages that development shares with the rest (Temporal's worker, say). `--legacy-peer-deps`
 * avoids errors about peer dependencies.
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
