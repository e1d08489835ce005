import { Link } from 'wouter';
import type { LedgerCall } from '../../../domain/ledger-call.ts';
import { usePage } from '../page-context.ts';
import { Caller, Name, StateBadge } from '../ui/call-labels.tsx';
import { WideTable } from '../ui/tables.tsx';

/** Calls as rows. */
export function CallTable({ calls }: { calls: LedgerCall[] }) {
  const { texts } = usePage();
  const { calls: text } = texts;
  const wide = { className: 'wide' };
  const heads = [
    { name: text.caller },
    { name: text.qualification, ...wide },
    { name: text.line, ...wide },
    { name: text.agent, ...wide },
    { name: text.talk, className: 'wide figure' },
    { name: text.time, ...wide },
    { name: text.state },
  ];
  return (
    <WideTable title={text.title} heads={heads}>
      {calls.map((call) => (
        <CallRow key={call.id} call={call} />
      ))}
    </WideTable>
  );
}

function CallRow({ call }: { call: LedgerCall }) {
  const { me, texts, format } = usePage();
  const kind = call.qualification === null ? texts.direction[call.direction] : me.qualification[call.qualification];
  const agent = call.agent?.name ?? call.agent?.email ?? null;
  const time = format.dateTime(call.startedAtSeconds);
  return (
    <tr>
      <th scope="row">
        <Link to={`/calls/${call.id}`}>
          <Caller call={call} />
          <span className="visually-hidden">, {time}</span>
        </Link>
        <span className="narrow muted">
          {kind} · {time}
          <br />
          <Name text={call.line.name} />
          {agent === null ? null : (
            <>
              {' · '}
              <Name text={agent} />
            </>
          )}
        </span>
      </th>
      <td className="wide">{kind}</td>
      <td className="wide">
        <Name text={call.line.name} />
      </td>
      <td className="wide">
        {agent === null ? <span className="muted">{texts.common.none}</span> : <Name text={agent} />}
      </td>
      <td className="wide figure">{format.duration(call.talkSeconds)}</td>
      <td className="wide nowrap">{time}</td>
      <td>
        <StateBadge state={call.state} names={texts.state} />
      </td>
    </tr>
  );
}
