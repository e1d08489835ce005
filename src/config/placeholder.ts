/** Words that examples have where a value belongs, and templates that nothing has filled in. */
const whole = /^(?:change[-_ ]?me|replace[-_ ]?me|your[-_ ].*|x{3,}|\.{3,}|…|<.*>|\$\{.*\}|\{\{.*\}\})$/i;

/** @returns whether the value stands for one that somebody has yet to give. */
export function isPlaceholder(value: string): boolean {
  return whole.test(value);
}
