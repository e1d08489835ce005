import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';

/** One thing that is looked at. It knows of no other check: a fact that is not to be had makes its findings `skipped`. */
export interface Check {
  name: string;
  /** @throws {FactMissing} when another check tells why it cannot be made */
  run(facts: Facts): Promise<Finding[]>;
}
