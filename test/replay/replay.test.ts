import { describe, expect, it } from 'vitest';
import { goldenHistories, replay } from './golden.ts';

const histories = await goldenHistories();

/** Every path that a run can take, each as a run has taken it. */
const paths = [
  'answered-known-caller',
  'answered-new-caller',
  'anonymous-caller',
  'caller-lock-contended',
  'caller-lock-free',
  'comment-after-close',
  'comment-in-the-three-minutes',
  'ended-never-came',
  'missed',
  'parked-and-retried',
  'parked-and-skipped',
  'recording-later',
  'skipped-by-configuration',
  'voicemail',
  'voicemail-never-came',
];

describe('golden histories', () => {
  it('are there for every path', () => {
    expect([...histories.keys()]).toEqual(paths);
  });

  it.each([...histories])('%s replays', async (name, history) => {
    await replay(history, name);
  });

  it('would not replay if a workflow did something else', async () => {
    const text = JSON.stringify(histories.get('voicemail')).replaceAll('"attachMedia"', '"attachOther"');
    await expect(replay(JSON.parse(text), 'changed')).rejects.toThrow(/[Nn]ondeterminism|[Dd]eterminism/);
  });
});
