export interface Problem {
  /** A variable, or a file with the line and the key: `callthread.yaml:7 lines."+33186651010".inbx`. */
  place: string;
  /** What is wrong, to be read after the place: `is missing`, `"3 minutes" is not a duration`. */
  problem: string;
  /** What would be right: one or two whole sentences. */
  remedy: string;
}

/** The configuration cannot be used. It tells every problem at once, and no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super([`The configuration has ${count}:`, ...problems.map(sentence)].join('\n'));
    this.problems = problems;
  }
}

function sentence({ place, problem, remedy }: Problem): string {
  const verbFollows = /^(?!true\b|false\b)[a-z(]/.test(problem);
  return `- ${place}${verbFollows ? '' : ':'} ${problem}. ${remedy}`;
}
