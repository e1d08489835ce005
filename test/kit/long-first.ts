import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Their files wait for seconds or minutes: when one starts last, the others' processes wait for it. */
const long =
  /\/test\/(activities|browser|chaos|cli|demo|e2e|http\/(odd|slow|webhooks)|properties|simulators|workflows)/;

/**
 * Vitest sorts files by their duration in the last run; a fresh clone has had none. The files of a project stay together:
 * a process ends when the next file belongs to another one, and a new one must load everything again.
 */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- it sorts a new array
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    return projects.flatMap((name) => {
      const those = sorted.filter(({ project }) => project.name === name);
      const isLong = ({ moduleId }: TestSpecification): boolean => long.test(moduleId);
      return [...those.filter(isLong), ...those.filter((file) => !isLong(file))];
    });
  }
}
