import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { metricTable } from '../../src/telemetry/metric-table.ts';
import { readDocument } from '../docs/read-document.ts';
import { knownSeries, namesIn } from './metric-names.ts';

interface Rule {
  alert: string;
  expr: string;
  for: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}
interface Panel {
  id: number;
  type: string;
  title: string;
  description?: string;
  gridPos: { x: number; y: number; w: number; h: number };
  datasource?: { uid: string };
  targets?: Array<{ expr: string; refId: string; legendFormat?: string }>;
}

const read = (path: string): unknown => parse(readDocument(`monitoring/${path}`)) as unknown;
const { groups } = read('prometheus/alerts.yml') as { groups: Array<{ rules: Rule[] }> };
const rules = groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(readDocument('monitoring/grafana/dashboards/callthread.json')) as { panels: Panel[] };
const panels = dashboard.panels.filter(({ type }) => type !== 'row');
const targets = panels.flatMap((panel) => (panel.targets ?? []).map((target) => ({ title: panel.title, ...target })));
const series = await knownSeries();

/** @returns what an expression names that there is not */
function unknownIn(expression: string): string[] {
  const { series: named, labels } = namesIn(expression);
  const known = new Set(named.flatMap((name) => series.get(name) ?? []));
  const unknown = [...named.filter((name) => !series.has(name)), ...labels.filter((label) => !known.has(label))];
  return named.length === 0 ? [`no series in ${expression}`] : unknown;
}

it('the check detects unknown names in an expression', () => {
  expect(unknownIn('sum by (nothing) (rate(callthread_webhooks_total{event="a"}[5m])) / callthread_no')).toEqual([
    'callthread_no',
    'nothing',
  ]);
});

describe('an alert', () => {
  it.each(rules)('$alert queries only known metrics', ({ expr }) => {
    expect(unknownIn(expr)).toEqual([]);
  });

  it.each(rules)('$alert states its problem, its severity and its runbook', (rule) => {
    expect(rule.for).toMatch(/^\d+[mh]$/);
    expect(rule.labels.severity).toMatch(/^(critical|warning)$/);
    expect(rule.annotations.summary).toMatch(/\.$|\S\.$/);
    expect(rule.annotations.runbook).toBe(`docs/operations.md#${rule.alert.toLowerCase()}`);
  });

  it('has a unique name', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });

  it('compares only possible outcomes, kinds and vendors', () => {
    const asked = rules.flatMap(({ expr }) => [...expr.matchAll(/(outcome|kind|vendor)="([^"]*)"/g)]);
    const possible = new Set(['unavailable', 'refused', 'missing', 'Front']);
    expect(asked.map(([, , value = '']) => value).filter((value) => !possible.has(value))).toEqual([]);
    const [bound] = rules.flatMap(({ alert, expr }) =>
      alert === 'FrontLate' ? (/> (\d+)$/.exec(expr)?.[1] ?? []) : [],
    );
    // Between two bounds a quantile is a guess.
    expect(metricTable.callthread_hangup_to_front_seconds.buckets).toContain(Number(bound));
  });
});

describe('the dashboard', () => {
  it.each(targets)('$title queries only known metrics', ({ expr }) => {
    expect(unknownIn(expr)).toEqual([]);
  });

  it('shows every metric of the table', () => {
    const shown = new Set(targets.flatMap(({ expr }) => namesIn(expr).series.map(withoutSuffix)));
    expect(Object.keys(metricTable).filter((name) => !shown.has(name))).toEqual([]);
  });

  it('has described panels that do not overlap', () => {
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    for (const { title, description, datasource, gridPos } of panels) {
      expect([title, description?.endsWith('.'), datasource?.uid]).toEqual([title, true, 'prometheus']);
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      const { x, y, w, h } = gridPos;
      const over = dashboard.panels.filter(
        ({ title: other, gridPos: its }) =>
          other !== title && its.x < x + w && x < its.x + its.w && its.y < y + h && y < its.y + its.h,
      );
      expect(over.map((panel) => panel.title)).toEqual([]);
    }
  });
});

describe('Docker Compose', () => {
  const { services, volumes } = parse(readDocument('docker-compose.yml'), { merge: true }) as {
    services: Record<
      string,
      {
        image: string;
        environment?: Record<string, string>;
        ports?: string[];
        command?: string[];
        volumes?: Array<string | { source: string; target: string }>;
      }
    >;
    volumes: Record<string, unknown>;
  };
  const mounts = ['prometheus', 'grafana'].flatMap((name) => services[name]?.volumes ?? []);

  it('mounts existing folders and declared volumes', () => {
    expect(mounts.length).toBe(4);
    const named = mounts.flatMap((mount) => (typeof mount === 'string' ? (mount.split(':')[0] ?? '') : []));
    expect(named.filter((volume) => !(volume in volumes))).toEqual([]);
    const folders = mounts.flatMap((mount) => (typeof mount === 'object' ? mount.source : []));
    const files = folders.map((folder) => readdirSync(new URL(`../../${folder}`, import.meta.url)));
    expect(files.map((names) => names.length > 0)).toEqual(folders.map(() => true));
  });

  it('lets Prometheus scrape Callthread and load the alerts', () => {
    const config = read('prometheus/prometheus.yml') as {
      rule_files: string[];
      scrape_configs: Array<{ job_name: string; static_configs: Array<{ targets: string[] }> }>;
    };
    expect(config.rule_files).toEqual(['alerts.yml']);
    expect(config.scrape_configs.map(({ job_name: job }) => job)).toEqual(['callthread']);
    const ours = Object.entries(services).filter(([, { image }]) => image.includes('/callthread:'));
    const asked = ours.map(
      ([name, { environment }]) => `${name}:${environment?.['PORT'] ?? environment?.['WORKER_PORT']}`,
    );
    expect(asked).toHaveLength(4);
    expect(config.scrape_configs[0]?.static_configs[0]?.targets).toEqual(asked);
    const file = services['prometheus']?.command?.find((option) => option.startsWith('--config.file='));
    expect(file).toBe('--config.file=/etc/prometheus/prometheus.yml');
  });

  it('lets Grafana show the dashboard from Prometheus', () => {
    const { datasources } = read('grafana/provisioning/datasources/prometheus.yml') as {
      datasources: Array<{ uid: string; url: string }>;
    };
    expect(datasources).toMatchObject([{ uid: 'prometheus', url: 'http://prometheus:9090' }]);
    const { providers } = read('grafana/provisioning/dashboards/callthread.yml') as {
      providers: Array<{ options: { path: string } }>;
    };
    const path = providers[0]?.options.path;
    expect(mounts.some((mount) => typeof mount === 'object' && mount.target === path)).toBe(true);
  });

  it('publishes each service on a port of its own', () => {
    const published = Object.values(services).flatMap(({ ports = [] }) => ports.map((port) => port.split(':')[1]));
    expect(new Set(published).size).toBe(published.length);
  });
});

function withoutSuffix(name: string): string {
  return name in metricTable ? name : name.replace(/_(bucket|count|sum)$/, '');
}
