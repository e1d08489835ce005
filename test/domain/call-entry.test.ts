import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import { callEntry } from '../../src/domain/entries.ts';
import { qualify } from '../../src/domain/qualification.ts';
import type { Language } from '../../src/texts/texts.ts';
import { textsIn } from '../../src/texts/texts.ts';
import { aCall } from '../fixtures/a-call.ts';
import { aMissedCall } from '../fixtures/a-missed-call.ts';
import { anAgent } from '../fixtures/an-agent.ts';
import { anOutboundCall } from '../fixtures/an-outbound-call.ts';
import { anyText, textOf } from '../properties/any-text.ts';

const anna = anAgent();
const ben = anAgent({ id: 70002, name: 'Ben Backup', email: 'ben.backup@example.com' });
const chloe = anAgent({ id: 70003, name: 'Chloé Conseil', email: 'chloe.conseil@example.com' });

function linesOf(call: Call, language: Language = 'en', lineName = 'Support UK'): string[] {
  return callEntry(call, qualify(call), { texts: textsIn(language).entries, lineName, time: '9/10, 10:53' }).body.split(
    '\n',
  );
}

describe('callEntry', () => {
  it.each<[string, Call, string[], string[]]>([
    [
      'an answered call',
      aCall(),
      [
        'Inbound call – Support UK',
        'Line: Support UK, +442079460101',
        'Caller: Cara Caller, +447700900123',
        'Time: 9/10, 10:53',
        'Agent: Anna Agent',
        'Aircall call: 8000001',
      ],
      [
        'Appel entrant – Support UK',
        'Ligne : Support UK, +442079460101',
        'Appelant : Cara Caller, +447700900123',
        'Heure : 9/10, 10:53',
        'Agent : Anna Agent',
        'Appel Aircall : 8000001',
      ],
    ],
    [
      'a missed call, with the reason and how long it rang',
      aMissedCall(),
      [
        'Missed call – Support UK',
        'Line: Support UK, +442079460101',
        'Caller: Cara Caller, +447700900123',
        'Time: 9/10, 10:53',
        'Reason: agents did not answer',
        'Rang for: 17 s',
        'Aircall call: 8000001',
      ],
      [
        'Appel manqué – Support UK',
        'Ligne : Support UK, +442079460101',
        'Appelant : Cara Caller, +447700900123',
        'Heure : 9/10, 10:53',
        'Motif : les agents n’ont pas répondu',
        'A sonné : 17 s',
        'Appel Aircall : 8000001',
      ],
    ],
    [
      'an unanswered outbound call',
      anOutboundCall(),
      [
        'Unanswered outbound call – Support UK',
        'Line: Support UK, +442079460101',
        'Called: Cara Caller, +447700900123',
        'Time: 9/10, 10:53',
        'Agent: Anna Agent',
        'Rang for: 20 s',
        'Aircall call: 8000001',
      ],
      [
        'Appel sortant sans réponse – Support UK',
        'Ligne : Support UK, +442079460101',
        'Appelé : Cara Caller, +447700900123',
        'Heure : 9/10, 10:53',
        'Agent : Anna Agent',
        'A sonné : 20 s',
        'Appel Aircall : 8000001',
      ],
    ],
    [
      'a transferred call',
      aCall({ agent: ben, transferredBy: anna, transferredTo: ben }),
      [
        'Inbound call – Support UK',
        'Line: Support UK, +442079460101',
        'Caller: Cara Caller, +447700900123',
        'Time: 9/10, 10:53',
        'Agent: Ben Backup',
        'Transferred by: Anna Agent',
        'Aircall call: 8000001',
      ],
      [
        'Appel entrant – Support UK',
        'Ligne : Support UK, +442079460101',
        'Appelant : Cara Caller, +447700900123',
        'Heure : 9/10, 10:53',
        'Agent : Ben Backup',
        'Transféré par : Anna Agent',
        'Appel Aircall : 8000001',
      ],
    ],
  ])('describes %s', (_what, call, english, french) => {
    expect(linesOf(call, 'en')).toEqual(english);
    expect(linesOf(call, 'fr')).toEqual(french);
  });

  it('uses the start time of the call', () => {
    const entry = callEntry(aCall(), 'inbound-answered', {
      texts: textsIn('en').entries,
      lineName: 'Support UK',
      time: '',
    });
    expect(entry).toMatchObject({ kind: 'call', createdAtSeconds: 1_760_000_000 });
  });

  it.each<[string, Call, string]>([
    ['a caller without a name', aCall({ callerName: null }), 'Caller: +447700900123'],
    ['an anonymous caller', aCall({ caller: { kind: 'anonymous' }, callerName: null }), 'Caller: Anonymous caller'],
    [
      'digits that are not a number',
      aCall({ caller: { kind: 'unreadable', digits: '118 218' }, callerName: null }),
      'Caller: 118 218',
    ],
    [
      'digits that are not a number, and a name',
      aCall({ caller: { kind: 'unreadable', digits: '118 218' } }),
      'Caller: Cara Caller, 118 218',
    ],
    ['an answered outbound call', aCall({ direction: 'outbound' }), 'Called: Cara Caller, +447700900123'],
    ['a line whose number is unreadable', aCall({ line: { ...aCall().line, e164: null } }), 'Line: Support UK'],
    ['an agent without a name', aCall({ agent: anAgent({ name: null }) }), 'Agent: anna.agent@example.com'],
    ['an agent without a name or an e-mail', aCall({ agent: anAgent({ name: null, email: null }) }), 'Agent: unknown'],
    ['an answered call without an agent', aCall({ agent: null }), 'Agent: unknown'],
    ['an undocumented reason', aMissedCall({ missedReason: 'no_agent_available' }), 'Reason: no agent available'],
    ['a reason named like a JavaScript property', aMissedCall({ missedReason: 'constructor' }), 'Reason: constructor'],
    ['a reason with markup', aMissedCall({ missedReason: '<b>\nAgent: x' }), 'Reason: ‹b› Agent: x'],
    [
      'a name with line breaks',
      aCall({ callerName: 'Jean\r\nAgent: Boss Dupont\nRecording: https://elsewhere.example/x' }),
      'Caller: Jean Agent: Boss Dupont Recording: https://elsewhere.example/x, +447700900123',
    ],
    ['an invisible name', aCall({ callerName: '\u200B\u202E' }), 'Caller: +447700900123'],
    [
      'digits with markup',
      aCall({ caller: { kind: 'unreadable', digits: '<i>1\n2' }, callerName: null }),
      'Caller: ‹i›1 2',
    ],
    ['an agent with markup', aCall({ agent: anAgent({ name: '<script>x' }) }), 'Agent: ‹script›x'],
    ['long ringing', aMissedCall({ endedAtSeconds: 1_760_000_125 }), 'Rang for: 2 min 5 s'],
  ])('writes for %s: %s', (_what, call, line) => {
    expect(linesOf(call)).toContain(line);
  });

  it('writes missing names in French too', () => {
    const lines = linesOf(aCall({ caller: { kind: 'anonymous' }, callerName: null, agent: null }), 'fr');
    expect(lines).toEqual(expect.arrayContaining(['Appelant : Appelant anonyme', 'Agent : inconnu']));
  });

  it.each<[string, Call, RegExp]>([
    ['the agent that an unanswered call rang', aMissedCall({ agent: anna }), /^Agent/],
    ['the missed-call reason of an answered call', aCall({ missedReason: 'short_abandoned' }), /^Reason/],
    ['the ringing time of an answered call', aCall(), /^Rang/],
    ['the ringing time of a call without a known end', aMissedCall({ endedAtSeconds: null }), /^Rang/],
    ['a transfer of an unanswered call', aMissedCall({ transferredBy: anna, transferredTo: ben }), /^Transferred/],
    ['a transfer that failed', aCall({ transferredBy: anna, transferredTo: ben }), /^Transferred/],
    ['a transfer to an unknown agent', aCall({ agent: null, transferredBy: anna, transferredTo: ben }), /^Transferred/],
    ['a transfer by an unknown agent', aCall({ transferredTo: anna }), /^Transferred/],
  ])('does not mention %s', (_what, call, label) => {
    expect(linesOf(call).filter((line) => label.test(line))).toEqual([]);
  });

  it.each<[string, Call]>([
    ['to a colleague', aCall({ agent: ben, transferredBy: anna, transferredTo: ben })],
    [
      'to a team, which Aircall reports as its first user',
      aCall({ agent: chloe, transferredBy: anna, transferredTo: ben }),
    ],
    ['to an unknown recipient', aCall({ agent: ben, transferredBy: anna })],
  ])('names who transferred the call %s', (_to, call) => {
    expect(linesOf(call)).toContain('Transferred by: Anna Agent');
  });

  it('writes only its own rows, whatever the names', () => {
    const name = anyText.map(textOf);
    fc.assert(
      fc.property(name, name, name, name, (caller, agent, by, line) => {
        const call = aCall({
          callerName: caller,
          agent: anAgent({ name: agent }),
          transferredBy: anAgent({ id: 70002, name: by }),
          line: { ...aCall().line, name: line },
        });
        const lines = linesOf(call, 'en', line);
        const labels = lines.slice(1).map((row) => row.replace(/: .*$/, ''));
        expect(labels).toEqual(['Line', 'Caller', 'Time', 'Agent', 'Transferred by', 'Aircall call']);
        expect(lines[0]).toMatch(/^Inbound call – /);
        expect(lines.join('\n')).not.toMatch(/[<>]|javascript:|\]\(|[\u202A-\u202E]/);
      }),
    );
  });

  it('uses the e-mail address of a person without a name', () => {
    const by = anAgent({ name: null });
    expect(linesOf(aCall({ agent: ben, transferredBy: by }))).toContain('Transferred by: anna.agent@example.com');
  });
});
