import { describe, expect, it } from 'vitest';
import { goldenHistories, replay } from './golden.ts';

const histories = await goldenHistories();

/** Every path that a run can take, each as a run has taken it. */
const paths = [
  'ai-notes',
  'ai-notes-edited',
  'ai-notes-given-up',
  'anonymous-caller',
  'retried-without-the-lock',
  'answered-known-caller',
  'answered-new-caller',
  'backfill',
  'callback-overdue',
  'callback-parked',
  'callback-reached',
  'caller-lock-contended',
  'caller-lock-free',
  'card',
  'comment-after-close',
  'comment-in-the-three-minutes',
  'ended-never-came',
  'found-by-reconcile',
  'missed',
  'own-line',
  'parked-and-retried',
  'parked-and-skipped',
  'past-call',
  'recording-later',
  'reconcile',
  'rule-on-comment',
  'rule-on-voicemail-known',
  'rule-on-voicemail-new',
  'skipped-by-configuration',
  'tags',
  'undo-in-merged',
  'undo-in-merged-too',
  'undo-on-archive',
  'undo-on-archive-twice',
  'undo-parked-and-skipped',
  'voicemail',
  'voicemail-never-came',
];

describe('golden histories', () => {
  it('exist for every path', () => {
    expect(new Set(histories.keys())).toEqual(new Set(paths));
  });

  it.each([...histories])('%s replays', async (name, history) => {
    await expect(replay(history, name)).resolves.toBeUndefined();
  });

  it('do not replay if a workflow does something else', async () => {
    const text = JSON.stringify(histories.get('voicemail')).replaceAll('"attachMedia"', '"attachOther"');
    await expect(replay(JSON.parse(text), 'changed')).rejects.toThrow(/[Nn]ondeterminism|[Dd]eterminism/);
  });
});
