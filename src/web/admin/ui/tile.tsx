/** One figure. */
export function Tile({
  name,
  value,
  note,
  tone,
}: {
  name: string;
  value: string;
  note?: string;
  tone?: 'bad' | 'good';
}) {
  return (
    <div className={`tile${tone === undefined ? '' : ` tile-${tone}`}`}>
      <dt>{name}</dt>
      <dd>
        <span className="tile-value">{value}</span>
        {note === undefined ? null : <span className="muted tile-note">{note}</span>}
      </dd>
    </div>
  );
}
