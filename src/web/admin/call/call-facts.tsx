import type { ReactNode } from 'react';
import type { LedgerCall } from '../../../domain/ledger-call.ts';
import { usePage } from '../page-context.ts';
import { Caller, Name } from '../ui/call-labels.tsx';

/** What the ledger knows about a call. The reason comes from the workflow, in English. */
export function CallFacts({ call }: { call: LedgerCall }) {
  const { me, texts, format } = usePage();
  const { call: text, calls: label } = texts;
  const at = (seconds: number | null): string | null => (seconds === null ? null : format.moment(seconds));
  const kind = call.qualification === null ? null : (me.qualification[call.qualification] ?? call.qualification);
  const { agent, endedAtSeconds: ended, loggedAtSeconds: logged } = call;
  const toFront =
    ended === null || logged === null ? null : text.afterEnd(format.duration(Math.max(0, logged - ended)));
  const due = call.voicemail === 'awaited' ? call.voicemailDueAtSeconds : null;
  const rows: Array<[string, ReactNode]> = [
    [label.caller, <Caller key="caller" call={call} />],
    [label.qualification, kind],
    [label.direction, texts.direction[call.direction]],
    [
      label.line,
      <span key="line" className="caller">
        <Name text={call.line.name} />
        {call.line.e164 === null ? null : <span className="muted number">{call.line.e164}</span>}
      </span>,
    ],
    [
      label.agent,
      agent === null ? texts.common.noAgent : <Name key="agent" text={agent.name ?? agent.email ?? String(agent.id)} />,
    ],
    [text.started, at(call.startedAtSeconds)],
    [text.answered, at(call.answeredAtSeconds)],
    [text.ended, at(ended)],
    [text.rang, call.ringSeconds === null ? null : format.duration(call.ringSeconds)],
    [label.talk, call.talkSeconds === null ? null : format.duration(call.talkSeconds)],
    [text.logged, logged === null ? null : [format.moment(logged), toFront].filter(Boolean).join(' · ')],
    [text.recording, texts.media[call.recording]],
    [
      text.voicemail,
      [texts.media[call.voicemail], due === null ? null : text.voicemailDue(format.time(due))]
        .filter(Boolean)
        .join(', '),
    ],
    [
      text.reason,
      call.reason === null ? null : (
        <span key="reason" lang="en">
          {call.reason}
        </span>
      ),
    ],
    [text.id, String(call.id)],
  ];
  return (
    <section className="card" aria-label={text.facts}>
      <h2>{text.facts}</h2>
      <dl className="facts">
        {rows
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
