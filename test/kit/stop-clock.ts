import { onTestFinished, vi } from 'vitest';

type Clock = NonNullable<NonNullable<Parameters<typeof vi.useFakeTimers>[0]>['toFake']>[number];

/** Stops these clocks of the process until the end of the test, which moves them (`vi.advanceTimersByTime`, `vi.setSystemTime`). */
export function stopClock(...toFake: Clock[]): void {
  vi.useFakeTimers({ toFake });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}
