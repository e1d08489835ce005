import { BarChart, Bar as BarShape, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { usePage } from '../page-context.ts';
import type { Bar } from './bars.ts';

const maxTickLength = 16;
const barHeight = 34;

interface Props {
  bars: Bar[];
  /** Vertical bars for times; horizontal ones for names, which are long. */
  upright: boolean;
  axisName: (bar: Bar) => string;
  /** What the two parts of a bar are: answered and unanswered calls by default. */
  parts?: readonly [answered: string, unanswered: string];
}

/** Answered and unanswered calls as bars; hidden from screen readers, which have the table. */
export function BarsChart({ bars, upright, axisName, parts }: Props) {
  const { texts, format } = usePage();
  const [answered, unanswered] = parts ?? [texts.reports.answered, texts.reports.notAnswered];
  const shown = bars.map((bar) => ({ ...bar, axis: clip(axisName(bar)) }));
  const count = (value: unknown): string => format.number(Number(value));
  const height = upright ? 220 : Math.max(110, bars.length * barHeight + 40);
  const tick = { fill: 'var(--text-muted)', fontSize: 12 };
  const names = { dataKey: 'key', tick, tickLine: false, tickFormatter: (key: string) => nameIn(shown, key) } as const;
  const figures = { allowDecimals: false, tick, tickLine: false, axisLine: false, tickFormatter: count } as const;
  return (
    <div aria-hidden="true" className="chart">
      <ResponsiveContainer width="100%" height={height}>
        <BarChart
          data={shown}
          layout={upright ? 'horizontal' : 'vertical'}
          margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          accessibilityLayer={false}
          barCategoryGap="22%"
        >
          <CartesianGrid stroke="var(--chart-grid)" vertical={!upright} horizontal={upright} />
          {upright ? (
            <>
              <XAxis {...names} axisLine={{ stroke: 'var(--chart-grid)' }} minTickGap={16} />
              <YAxis {...figures} width={44} />
            </>
          ) : (
            <>
              <YAxis {...names} type="category" axisLine={false} width={124} interval={0} />
              <XAxis {...figures} type="number" />
            </>
          )}
          <Tooltip
            cursor={{ fill: 'var(--surface-sunken)' }}
            labelFormatter={(key) => bars.find((bar) => bar.key === key)?.name ?? ''}
            formatter={count}
            contentStyle={{
              background: 'var(--surface)',
              border: '1px solid var(--line)',
              borderRadius: 'var(--radius-small)',
              color: 'var(--text)',
            }}
            itemStyle={{ color: 'var(--text)' }}
          />
          <BarShape
            dataKey="answered"
            name={answered}
            stackId="calls"
            fill="var(--chart-1)"
            maxBarSize={28}
            isAnimationActive={false}
          />
          <BarShape
            dataKey="unanswered"
            name={unanswered}
            stackId="calls"
            fill="var(--chart-2)"
            maxBarSize={28}
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

function nameIn(bars: Array<Bar & { axis: string }>, key: string): string {
  return bars.find((bar) => bar.key === key)?.axis ?? '';
}

/** Shortens a name, without direction marks, which would turn the rest of the axis. */
function clip(name: string): string {
  const plain = Array.from(new Intl.Segmenter().segment(name.replace(/\p{Cf}|\p{Cc}/gu, '')), ({ segment }) => segment);
  return plain.length > maxTickLength ? `${plain.slice(0, maxTickLength - 1).join('')}…` : plain.join('');
}
