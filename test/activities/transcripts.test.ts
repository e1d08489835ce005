import { describe, expect, it } from 'vitest';
import { asked, callId, notes, withNotes } from './with-notes.ts';

describe('the transcript', () => {
  it("has one line per utterance, with minutes beyond the hour and the speaker's name", async () => {
    const { stage, file } = await withNotes();
    await stage.attempt('writeNotes', asked({ kinds: ['summary', 'transcript'] }));
    expect(file()).toBe(
      [
        '[00:00] Anna Agent: Hello',
        '[01:02] Cara Caller: I want [00:00] Anna Agent: nothing',
        '[239:59] Ben Backup: Goodbye',
        '',
      ].join('\n'),
    );
  });

  it('keeps right-to-left text', async () => {
    const text = 'שלום, אני צריך חשבונית 42';
    const { stage, file } = await withNotes({ transcript: [{ startSeconds: 5, party: 'external', text }] });
    await stage.attempt('writeNotes', asked({ kinds: ['transcript'] }));
    expect(file()).toBe(`[00:05] Cara Caller: ${text}\n`);
  });

  it('names speakers of whom Aircall says little', async () => {
    const transcript = [
      { startSeconds: 0, party: 'internal' as const, text: 'Hello' },
      { startSeconds: 1, party: 'internal' as const, text: 'Anyone there?', userId: 79_999 },
      { startSeconds: 2, party: 'external' as const, text: 'Yes' },
    ];
    const lines = (...names: string[]) =>
      `[00:00] ${names[0]}: Hello\n[00:01] ${names[1]}: Anyone there?\n[00:02] ${names[2]}: Yes\n`;
    const { stage, conversation, file } = await withNotes({ transcript });
    const known = stage.aircall.state.calls.get(callId);
    if (known) known.contact = null;
    const input = asked({ kinds: ['transcript'] });
    await stage.attempt('writeNotes', input);
    // An agent without an id is the one of the call; one whom Aircall does not list has no name.
    expect(file()).toBe(lines('Anna Agent', 'Agent', '+442079460900'));
    for (const change of ['is anonymous', 'is gone']) {
      conversation.comments = [];
      if (known) known.rawDigits = 'anonymous';
      if (change === 'is gone') stage.aircall.state.calls.delete(callId);
      await stage.attempt('writeNotes', input);
      expect(file(), `the call ${change}`).toContain('[00:02] Caller: Yes');
    }
    expect(file()).toContain('[00:00] Agent: Hello');
  });

  it("gives no person's name to Aircall's AI voice agent, or to one of several agents", async () => {
    const transcript = [
      { startSeconds: 0, party: 'ai_voice_agent' as const, text: 'I am the AI agent' },
      { startSeconds: 1, party: 'internal' as const, text: 'Hello' },
    ];
    const { stage, conversation, file } = await withNotes({ transcript });
    const input = asked({ kinds: ['transcript'] });
    await stage.attempt('writeNotes', input);
    expect(file()).toBe('[00:00] AI voice agent: I am the AI agent\n[00:01] Anna Agent: Hello\n');
    conversation.comments = [];
    const call = stage.aircall.state.calls.get(callId);
    if (call) call.transferredById = 70_002;
    await stage.attempt('writeNotes', input);
    expect(file()).toContain('[00:01] Agent: Hello');
  });

  it('is not attached when Front refuses the file, even below its stated limit', async () => {
    const { stage, file, bodies } = await withNotes();
    stage.front.faults.add({ path: '/comments$', kind: 'status', status: 413, times: 1 });
    const result = await stage.attempt('writeNotes', asked({ kinds: ['summary', 'transcript'] }));
    expect(result).toMatchObject({ written: ['summary', 'transcript'], transcriptTooLarge: true });
    expect(file()).toBeNull();
    expect(bodies()).toEqual([expect.stringContaining('The transcript is larger than')]);
  });

  it.each([
    ['a comment that has none', 413, ['summary']],
    ['the token', 403, ['summary', 'transcript']],
  ] as const)('is not tried without its file when Front refuses %s', async (_what, status, kinds) => {
    const { stage, bodies } = await withNotes();
    stage.front.faults.add({ path: '/comments$', kind: 'status', status });
    const failure = await stage.failureOf('writeNotes', asked({ kinds: [...kinds] }));
    expect(failure).toMatchObject({ type: status === 413 ? 'FrontRejected' : 'FrontUnauthorized' });
    expect(stage.front.journal.entries).toHaveLength(1);
    expect(bodies()).toEqual([]);
  });

  describe('of a comment that an earlier run added', () => {
    const both = asked({ kinds: ['summary', 'transcript'], checkExisting: true });

    it('is there when the comment has the file', async () => {
      const { stage, conversation } = await withNotes();
      const first = await stage.attempt('writeNotes', asked({ kinds: ['summary', 'transcript'] }));
      expect(await stage.attempt('writeNotes', both)).toEqual(first);
      expect(conversation.comments.map(({ attachments }) => attachments.length)).toEqual([1]);
    });

    it('is still missing when the comment has no file, which an edit cannot add', async () => {
      const { stage, conversation, bodies } = await withNotes();
      await stage.attempt('writeNotes', asked({ kinds: ['summary'] }));
      expect(await stage.attempt('writeNotes', both)).toEqual({
        status: 'written',
        commentId: conversation.comments[0]?.id,
        written: ['summary'],
        missing: ['transcript'],
        transcriptTooLarge: false,
      });
      expect(bodies()).toHaveLength(1);
      expect(conversation.comments[0]?.attachments).toEqual([]);
    });

    it('is written again when Front leaves out what comments say', async () => {
      const { stage, conversation } = await withNotes(notes, { leftOut: ['body'] });
      await stage.attempt('writeNotes', asked({ kinds: ['summary', 'transcript'] }));
      expect(await stage.attempt('writeNotes', both)).toMatchObject({ written: ['summary', 'transcript'] });
      expect(conversation.comments.map(({ attachments }) => attachments.length)).toEqual([1, 1]);
    });

    it('is looked for once when it is a comment of its own', async () => {
      const { stage, conversation, bodies } = await withNotes();
      const alone = asked({ kinds: ['transcript'], checkExisting: true });
      const first = await stage.attempt('writeNotes', alone);
      expect(await stage.attempt('writeNotes', alone)).toEqual(first);
      expect(first).toMatchObject({ commentId: null, written: ['transcript'] });
      expect([bodies().length, conversation.comments[0]?.attachments.length]).toEqual([1, 1]);
    });
  });

  it('is not attached when too large for Front, and the comment says so', async () => {
    const text = 'x'.repeat(1_000_000);
    const transcript = Array.from({ length: 25 }, (_, at) => ({ startSeconds: at, party: 'external' as const, text }));
    const { stage, file, bodies } = await withNotes({ summary: 'Long.', transcript });
    // Front may close the connection of a large upload before its answer is read.
    const { result } = await stage.untilDone('writeNotes', asked({ kinds: ['summary', 'transcript'] }));
    expect(result).toMatchObject({ written: ['summary', 'transcript'], transcriptTooLarge: true });
    expect(file()).toBeNull();
    expect(bodies()[0]).toContain('Long.\n\nThe transcript is larger than the 25 MB that Front accepts');
  });
});
