import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFullSize } from '../full-size.ts';
import { openStage, type Stage } from '../workflows/stage.ts';
import { realHome } from '../workflows/temporal-home.ts';
import type { Story } from './any-story.ts';
import {
  anyCountry,
  type Country,
  countryNames,
  e164Of,
  nationalWritings,
  type Writing,
  writeNumber,
} from './numbers.ts';
import { plainStory } from './plain-story.ts';
import { deliverInOrder, marksOf, newCaller, placeCall } from './play-stories.ts';
import { seenInFront } from './seen-in-front.ts';
import { webhooksOf } from './webhooks.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('voicemail: { delay: 1s, settle: 100ms }', {}, realHome);
});
afterAll(() => stage.close());

type Caller = ReturnType<typeof newCaller>;

/** Reports a call by this caller from its end to its close. @returns how Front shows it and its caller */
async function deliverStory(story: Story, caller: Caller) {
  const sent = webhooksOf(story);
  const call = placeCall(stage, story, Math.floor(Date.now() / 1000) - story.endedAgoSeconds, caller);
  await deliverInOrder(stage, { story, sent, order: sent.map((_, index) => index), call });
  return { call, seen: () => seenInFront(stage.front, marksOf(story, call)) };
}

describe('a caller on four lines in four countries, with a number spelled differently on each, twice at once', () => {
  const anyTalk = fc.constantFrom<Partial<Story>>(
    {},
    { direction: 'outbound' },
    { talk: null },
    { talk: null, direction: 'outbound' },
  );
  const anyCaller = fc.record({
    country: anyCountry,
    abroad: fc.shuffledSubarray<Writing>(['e164', 'zeros', 'no plus'], { minLength: 3 }),
    home: fc.constantFrom(...nationalWritings),
    talks: fc.array(anyTalk, { minLength: 8, maxLength: 8 }),
  });

  /** Each line with the way in which it writes the number. */
  function linesOf({
    country,
    abroad,
    home,
  }: {
    country: Country;
    abroad: Writing[];
    home: Writing;
  }): [Country, Writing][] {
    const left = [...abroad];
    return countryNames.map((line) => {
      if (line === country) return [line, home];
      const writing = left.pop() ?? 'spaced';
      return [line, writing === 'zeros' && line === 'US' ? 'from the US' : writing];
    });
  }

  it('has one contact and one conversation', async () => {
    await fc.assert(
      fc.asyncProperty(anyCaller, async (any) => {
        const lines = linesOf(any);
        const caller = newCaller({ caller: { kind: 'number', country: any.country, writings: [] } });
        const stories = [...lines, ...lines].map(([line, writing], index) =>
          plainStory({
            line,
            caller: { kind: 'number', country: any.country, writings: [writing] },
            ...any.talks[index],
          }),
        );
        const calls = await Promise.all(stories.map((story) => deliverStory(story, caller)));
        await stage.front.settled();
        for (const { call, seen } of calls) {
          const { contacts, conversations } = seen();
          expect(contacts).toEqual([{ name: '+<caller>', handles: ['custom +<caller>', 'phone +<caller>'] }]);
          expect(conversations).toHaveLength(1);
          const ids = conversations.flatMap(({ messages }) => messages.map(({ externalId }) => externalId));
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.filter((id) => id?.endsWith('-call'))).toHaveLength(stories.length);
          expect(ids, `of call ${call.id}`).toContain('aircall-<call>-call');
        }
      }),
      { numRuns: isFullSize ? 8 : 2 },
    );
  });
});

describe('a contact that a person typed into Front', () => {
  const anyTyped = fc.record({
    country: anyCountry,
    typed: fc.constantFrom<Writing>('e164', 'spaced', ...nationalWritings),
    reported: fc.constantFrom<Writing>('e164', 'spaced', 'zeros', 'no plus', ...nationalWritings),
  });

  it('is found by its international or national spelling, and keeps its name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyTyped, { minLength: 4, maxLength: 6 }), async (contacts) => {
        const calls = await Promise.all(
          contacts.map(async ({ country, typed, reported }) => {
            const story = plainStory({ line: country, caller: { kind: 'number', country, writings: [reported] } });
            const caller = newCaller(story);
            const written = writeNumber(country, caller.national ?? '', typed);
            const { id } = stage.front.state.addContact({
              name: 'Typed',
              handles: [{ source: 'phone', handle: written }],
            });
            const { seen } = await deliverStory(story, caller);
            return { id, seen, e164: e164Of(country, caller.national ?? '') };
          }),
        );
        await stage.front.settled();
        for (const { id, seen, e164 } of calls) {
          const shown = seen();
          expect(
            shown.contacts.map(({ name }) => name),
            e164,
          ).toEqual(['Typed']);
          expect(shown.contacts[0]?.handles, e164).toEqual(
            expect.arrayContaining(['custom +<caller>', 'phone +<caller>']),
          );
          expect(stage.front.state.contacts.find((contact) => contact.id === id)?.handles).toContainEqual({
            source: 'phone',
            handle: e164,
          });
          expect(shown.conversations).toHaveLength(1);
        }
      }),
      { numRuns: isFullSize ? 10 : 3 },
    );
  });
});
