import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type MetricName, metricTable } from './metric-table.ts';

type Table = typeof metricTable;
type MetricOf<Type extends Table[MetricName]['type']> = {
  [Name in MetricName]: Table[Name]['type'] extends Type ? Name : never;
}[MetricName];
type LabelsOf<Name extends MetricName> = Record<Table[Name]['labels'][number], string | number>;

interface Reading<Name extends MetricOf<'gauge'>> {
  labels: LabelsOf<Name>;
  value: number;
}

/** The metrics of one process: those of the table, and Node's own (`process_…`, `nodejs_…`). */
export interface Metrics {
  count<Name extends MetricOf<'counter'>>(name: Name, labels: LabelsOf<Name>): void;
  /** Starts a series at 0: Prometheus sees no increase in a series that just appears. */
  begin<Name extends MetricOf<'counter'>>(name: Name, labels: LabelsOf<Name>): void;
  observe<Name extends MetricOf<'histogram'>>(name: Name, labels: LabelsOf<Name>, value: number): void;
  /** @param read called on each scrape; series it omits, or all if it rejects, are absent */
  onScrape<Name extends MetricOf<'gauge'>>(name: Name, read: () => Promise<Array<Reading<Name>>>): void;
  /** @returns Prometheus' text format */
  text(): Promise<string>;
  /** Of `text`. */
  contentType: string;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  const readers = new Map<string, () => Promise<Array<{ labels: Record<string, string | number>; value: number }>>>();

  for (const [name, metric] of Object.entries(metricTable)) {
    const { type, help } = metric;
    const common = { name, help, labelNames: [...metric.labels], registers: [] };
    if (type === 'counter') counters.set(name, register(new Counter(common)));
    else if (type === 'gauge') register(new Gauge({ ...common, collect: collectWith(name) }));
    else histograms.set(name, register(new Histogram({ ...common, buckets: [...metric.buckets] })));
  }

  function register<Registered extends Counter | Gauge | Histogram>(metric: Registered): Registered {
    registry.registerMetric(metric);
    return metric;
  }

  function collectWith(name: string) {
    return async function collect(this: Gauge): Promise<void> {
      const readings = await readers
        .get(name)?.()
        .catch(() => []);
      this.reset();
      // A gauge without labels would report an unmeasured 0.
      this.remove({});
      for (const { labels, value } of readings ?? []) this.set(labels, value);
    };
  }

  return {
    count: (name, labels) => counters.get(name)?.inc(labels),
    begin: (name, labels) => counters.get(name)?.inc(labels, 0),
    observe: (name, labels, value) => histograms.get(name)?.observe(labels, value),
    onScrape: (name, read) => void readers.set(name, read),
    text: async () => await registry.metrics(),
    contentType: registry.contentType,
  };
}
