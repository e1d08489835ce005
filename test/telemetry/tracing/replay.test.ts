import { describe, expect, it } from 'vitest';
import { goldenHistories } from '../../replay/golden.ts';
import { replayWith } from './replay-with.ts';

const histories = await goldenHistories();

describe('golden histories, recorded without traces', () => {
  it('replay with spans of workflows', async () => {
    const outcomes = await replayWith('traced', histories);
    expect(outcomes).toEqual(Object.fromEntries([...histories.keys()].map((name) => [name, undefined])));
  });

  it('do not replay if a workflow does something else', async () => {
    const text = JSON.stringify(histories.get('voicemail')).replaceAll('"attachMedia"', '"attachOther"');
    const outcomes = await replayWith('traced', [['changed', JSON.parse(text)]]);
    expect(outcomes['changed']).toMatch(/[Dd]eterminism/);
  });
});
