import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * By path, in the order in which they start. A file that waits for seconds or minutes must not be the last one, for which all
 * other processes wait, like the storm, which takes over a minute.
 */
const order = [
  /\/test\/chaos\//,
  /\/test\/(activities|browser|cli|demo|e2e|http\/(odd|slow|webhooks)|properties|simulators|workflows)/,
  /^/,
];

/**
 * Vitest sorts files by their duration in the last run; a fresh clone has had none. The files of a project stay together:
 * a process ends when the next file belongs to another one, and a new one must load everything again.
 */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => order.findIndex((path) => path.test(moduleId));
    // oxlint-disable-next-line unicorn/no-array-sort -- it sorts a new array
    const ranked = (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
    const projects = [...new Set(ranked.map(({ project }) => project.name))];
    return projects.flatMap((name) => ranked.filter(({ project }) => project.name === name));
  }
}
