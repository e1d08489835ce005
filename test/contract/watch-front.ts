import type { FrontSimulatorOptions } from '../../simulators/front/front-options.ts';
import { frontContract } from './front-openapi.ts';

/** Holds every request that comes to a Front simulator against Front's OpenAPI. */
export function watchFront(options: FrontSimulatorOptions): {
  /** For `startFrontSimulator`. */
  options: FrontSimulatorOptions;
  /** @throws Error with the violations, if there were any */
  assertKept(): void;
} {
  const violations: string[] = [];
  return {
    options: {
      ...options,
      onRequest(request) {
        violations.push(...frontContract().checkRequest(request));
        options.onRequest?.(request);
      },
    },
    assertKept() {
      if (violations.length > 0) throw new Error(`Front's OpenAPI refuses:\n${[...new Set(violations)].join('\n')}`);
    },
  };
}
