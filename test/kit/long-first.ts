import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Their files wait for seconds or minutes: when one starts last, the others' processes wait for it. */
const long = /\/test\/(chaos|demo|e2e|properties|workflows)\//;

/** Vitest sorts files by their duration in the last run; a fresh clone has had none. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => (long.test(moduleId) ? 0 : 1);
    // oxlint-disable-next-line unicorn/no-array-sort -- it sorts a new array
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
