import { describe, expect, it } from 'vitest';
import type { Line } from '../../src/domain/call.ts';
import { isOfInterest } from '../../src/domain/call-event.ts';
import { type Preferences, settingsFor } from '../../src/domain/settings.ts';
import { preferencesWith } from '../fixtures/preferences-with.ts';

const line: Line = { id: 50001, name: 'Support UK', e164: '+442079460101', country: 'GB', records: true };

const preferences = preferencesWith({ agents: { 'ada@phones.example': 'ada@desk.example' } });

describe('settingsFor', () => {
  it('gives the defaults to a line without preferences', () => {
    expect(settingsFor(preferences, line)).toEqual({
      log: true,
      inbox: 'Aircall Phone',
      lineName: 'Support UK',
      calls: preferences.calls,
      voicemail: preferences.voicemail,
      recordings: 'link',
      comments: 'answered',
      internalCalls: 'skip',
      tags: {},
      rules: [],
    });
  });

  it.each([
    ['its number', { '+442079460101': { inbox: 'inb_1', name: 'London', log: false } }],
    ['its Aircall id', { '50001': { inbox: 'inb_1', name: 'London', log: false } }],
    [
      'both, the number first',
      { '50001': { inbox: 'inb_2', log: false }, '+442079460101': { inbox: 'inb_1', name: 'London' } },
    ],
  ])('finds a line by %s', (_by, lines) => {
    expect(settingsFor({ ...preferences, lines }, line)).toMatchObject({
      log: false,
      inbox: 'inb_1',
      lineName: 'London',
    });
  });

  it('gives the callbacks of the configuration, if they are on', () => {
    const steps = [{ afterMs: 0, tag: 'Call back', comment: null, assign: null }];
    const callbacks: Preferences['callbacks'] = { on: ['missed'], hours: null, minTalkMs: 20_000, steps };
    expect(settingsFor({ ...preferences, callbacks }, line).callbacks).toEqual(callbacks);
    expect(settingsFor(preferences, line)).not.toHaveProperty('callbacks');
  });

  it('ignores the preferences of other lines', () => {
    const lines = { '+33186651010': { inbox: 'inb_1' }, '50002': { inbox: 'inb_2' } };
    expect(settingsFor({ ...preferences, lines }, { ...line, e164: null }).inbox).toBe('Aircall Phone');
  });
});

describe('isOfInterest', () => {
  const tagging = { tags: { Billing: 'billing' } };
  const noNotes: Partial<Preferences> = { ai: { ...preferences.ai, summary: false, transcript: 'attach' } };
  it.each<[string, Partial<Preferences>, boolean]>([
    ['call.ended', {}, true],
    ['call.hungup', {}, true],
    ['call.voicemail_left', {}, true],
    ['call.comm_assets_generated', {}, true],
    ['call.commented', {}, true],
    ['call.commented', { comments: 'all' }, true],
    ['call.commented', { comments: 'off' }, false],
    ['call.tagged', {}, false],
    ['call.untagged', {}, false],
    ['call.tagged', tagging, true],
    ['call.untagged', tagging, true],
    ['call.created', tagging, false],
    ['call.archived', tagging, false],
    ['fetched', tagging, false],
    ['constructor', tagging, false],
    ['', tagging, false],
    ['summary.created', {}, true],
    ['topics.created', {}, true],
    ['action_item.created', {}, true],
    ['sentiment.created', {}, false],
    ['transcription.created', {}, false],
    ['summary.created', noNotes, false],
    ['transcription.created', noNotes, true],
  ])('for %s with %o is %s', (name, changed, wanted) => {
    const now = { ...preferences, ...changed };
    expect(isOfInterest({ name }, now)).toBe(wanted);
    expect(isOfInterest({ name, call: { line } }, now)).toBe(wanted);
  });

  it('excludes lines that are not logged', () => {
    const now = { ...preferences, lines: { '50001': { log: false } } };
    expect(isOfInterest({ name: 'call.ended', call: { line } }, now)).toBe(false);
    expect(isOfInterest({ name: 'call.ended', call: { line: { ...line, id: 50002 } } }, now)).toBe(true);
  });
});
