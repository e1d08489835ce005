import { createInterface } from 'node:readline/promises';

/** Asks in the terminal. @param question without [y/N] @returns whether the answer was yes */
export async function askPerson(question: string, output: NodeJS.WritableStream): Promise<boolean> {
  const asking = createInterface({ input: process.stdin, output });
  const said = await asking.question(`${question} [y/N] `);
  asking.close();
  return /^y(?:es)?$/i.test(said.trim());
}
