/** @returns the file that the build writes, and a worker loads, for workers that encrypt and workers that trace */
export function bundleName({ encoding, traced }: { encoding: boolean; traced: boolean }): string {
  return `workflow-bundle${encoding ? '-encoding' : ''}${traced ? '-traced' : ''}.js`;
}
