import { readdir, readFile } from 'node:fs/promises';
import type { Profiler } from 'node:inspector';
import { join } from 'node:path';
import { mergeProcessCovs } from '@bcoe/v8-coverage';
import { V8CoverageProvider } from '@vitest/coverage-v8/dist/provider.js';
import astV8ToIstanbul from 'ast-v8-to-istanbul';
import { parseAstAsync, type ReportContext, type Vitest } from 'vitest/node';
import { workflowCoverageFolder } from './workflow-coverage-folder.ts';

type SourceMap = NonNullable<Parameters<typeof astV8ToIstanbul>[0]['sourceMap']>;

/** Vitest's own report, and in it the workflows: Temporal runs them from a bundle, which vitest does not know. */
export class CoverageProvider extends V8CoverageProvider {
  private vitest: Vitest | undefined;

  override initialize(vitest: Vitest): void {
    super.initialize(vitest);
    this.vitest = vitest;
  }

  override async generateCoverage(context: ReportContext) {
    const coverage = await super.generateCoverage(context);
    const { runFolder } = this.vitest?.getRootProject().getProvidedContext() ?? {};
    if (runFolder !== undefined) coverage.merge(await coverageOfWorkflows(join(runFolder, workflowCoverageFolder)));
    return coverage;
  }
}

/** @returns by file of `workflows`, what the workers that wrote into the folder have run */
async function coverageOfWorkflows(folder: string): Promise<Awaited<ReturnType<typeof astV8ToIstanbul>>> {
  const names = await readdir(folder).catch(() => []);
  let merged: { result: Profiler.ScriptCoverage[] } = { result: [] };
  for (const name of names) {
    const { result } = JSON.parse(await readFile(join(folder, name), 'utf8')) as typeof merged;
    merged = mergeProcessCovs([merged, { result }]);
  }
  const files = merged.result.map(async (coverage) => {
    const code = await readFile(new URL(coverage.url), 'utf8');
    const [, map = ''] =
      /\/\/# sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)\s*$/.exec(code) ?? [];
    const sourceMap = JSON.parse(Buffer.from(map, 'base64').toString()) as SourceMap;
    return await astV8ToIstanbul({ code, sourceMap, ast: parseAstAsync(code), coverage });
  });
  const all = Object.assign({}, ...(await Promise.all(files))) as Awaited<ReturnType<typeof astV8ToIstanbul>>;
  return Object.fromEntries(Object.entries(all).filter(([path]) => path.startsWith(join(process.cwd(), 'workflows/'))));
}
