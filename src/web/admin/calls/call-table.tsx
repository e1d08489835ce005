import { Link } from 'wouter';
import type { LedgerCall } from '../../../domain/ledger-call.ts';
import { usePage } from '../page-context.ts';
import { Caller, Name, StateBadge } from '../ui/call-labels.tsx';

/** Calls as rows. On a phone, the columns that do not fit move below the caller's name. */
export function CallTable({ calls }: { calls: LedgerCall[] }) {
  const { texts } = usePage();
  const { calls: text } = texts;
  return (
    <div className="card table-card">
      <table className="calls-table">
        <caption className="visually-hidden">{text.title}</caption>
        <thead>
          <tr>
            <th scope="col">{text.caller}</th>
            <th scope="col" className="wide">
              {text.qualification}
            </th>
            <th scope="col" className="wide">
              {text.line}
            </th>
            <th scope="col" className="wide">
              {text.agent}
            </th>
            <th scope="col" className="wide figure">
              {text.talk}
            </th>
            <th scope="col" className="wide">
              {text.time}
            </th>
            <th scope="col">{text.state}</th>
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <CallRow key={call.id} call={call} />
          ))}
        </tbody>
      </table>
    </div>
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
