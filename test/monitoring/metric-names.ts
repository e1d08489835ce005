import { type MetricName, metricTable } from '../../src/telemetry/metric-table.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';

/** Of Temporal's SDK: `test/service/temporal-metrics.test.ts` sees that a worker gives them out. */
export const sdkSeries = { temporal_worker_task_slots_available: ['worker_type', 'task_queue'] };

/** What Prometheus adds to every series. */
const targetLabels = ['job', 'instance'];

/** @returns the labels of every series that can be asked for, by its name */
export async function knownSeries(): Promise<Map<string, readonly string[]>> {
  const series = new Map<string, readonly string[]>([['up', targetLabels]]);
  for (const [name, labels] of Object.entries(sdkSeries)) series.set(name, [...labels, ...targetLabels]);
  const own = (name: string): name is MetricName => name in metricTable;
  for (const [, name = '', type] of (await createMetrics().text()).matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    const labels = [...(own(name) ? metricTable[name].labels : []), ...targetLabels];
    if (type === 'histogram') {
      series
        .set(`${name}_bucket`, [...labels, 'le'])
        .set(`${name}_count`, labels)
        .set(`${name}_sum`, labels);
    } else {
      series.set(name, labels);
    }
  }
  return series;
}

const words = new Set('sum min max rate increase topk histogram_quantile by and or'.split(' '));

/** @returns the series and the labels that a PromQL expression names */
export function namesIn(expression: string): { series: string[]; labels: string[] } {
  const plain = expression.replaceAll(/"[^"]*"/g, '""');
  const groups = [...plain.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(','));
  const matchers = [...plain.matchAll(/\{([^}]*)\}/g)].flatMap(([, list = '']) => list.split(','));
  const labels = [...groups, ...matchers].map((label) => /\w+/.exec(label)?.[0] ?? '');
  const rest = plain.replaceAll(/\bby \([^)]*\)|\{[^}]*\}|\[[^\]]*\]/g, ' ');
  const series = [...rest.matchAll(/[a-zA-Z_]\w*/g)].map(([word]) => word).filter((word) => !words.has(word));
  return { series, labels };
}
