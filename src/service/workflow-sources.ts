import { fileURLToPath } from 'node:url';

/**
 * What enters Temporal's sandbox: the built files when this one is built, else the sources.
 * @returns paths, as Temporal's bundler takes them
 */
export function workflowSources({ traced }: { traced: boolean }): {
  workflowsPath: string;
  interceptorModules: string[];
} {
  return {
    workflowsPath: pathOf('index'),
    interceptorModules: ['started-tasks', ...(traced ? ['traces'] : [])].map((name) => pathOf(`interceptors/${name}`)),
  };
}

function pathOf(name: string): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`../../workflows/${name}.${extension}`, import.meta.url));
}
