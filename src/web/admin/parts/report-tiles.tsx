import type { ReportFigures } from '../../../adapters/ledger/ledger.ts';
import { usePage } from '../page-context.ts';
import { Tile } from './tile.tsx';

/** What a report comes to as a whole. */
export function ReportTiles({ total }: { total: ReportFigures }) {
  const { texts, format } = usePage();
  const text = texts.reports;
  const { calls, conversations, answered } = total;
  const some = <Value,>(there: boolean, note: Value): { note?: Value } => (there ? { note } : {});
  return (
    <dl className="tiles">
      <Tile name={text.conversations} value={format.number(conversations)} />
      <Tile name={text.calls} value={format.number(calls)} />
      <Tile
        name={text.share}
        value={format.share(calls === 0 ? null : answered / calls)}
        {...some(calls > 0, text.ofCalls(format.number(answered), format.number(calls)))}
      />
      <Tile name={text.timeToAnswer} value={format.duration(total.meanTimeToAnswerSeconds)} />
      <Tile
        name={text.talk}
        value={format.duration(total.totalTalkSeconds)}
        {...some(total.meanTalkSeconds !== null, text.mean(format.duration(total.meanTalkSeconds)))}
      />
      <Tile
        name={text.toFront}
        value={format.duration(total.medianToFrontSeconds)}
        {...some(total.p95ToFrontSeconds !== null, text.p95(format.duration(total.p95ToFrontSeconds)))}
      />
    </dl>
  );
}
