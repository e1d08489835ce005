import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../src/config/config.ts';
import { configFolder } from '../config/config-folder.ts';
import { readDocument } from './read-document.ts';

interface Service {
  image: string;
  build?: string;
  ports?: string[];
  restart?: string;
  profiles?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: object;
  mem_limit?: string;
  read_only?: boolean;
  user?: string;
}

const { version } = JSON.parse(readDocument('package.json')) as { version: string };
const ownImage = `ghcr.io/callthread/callthread:\${CALLTHREAD_VERSION:-${version}}`;
const overrides = readdirSync(new URL('../../deploy/compose', import.meta.url))
  .filter((name) => name.endsWith('.yml'))
  .map((name) => `deploy/compose/${name}`);
const composeFiles = ['docker-compose.yml', 'docker-compose.build.yml', ...overrides];

const services = servicesOf('docker-compose.yml');
const longRunning = Object.values(services).filter(({ restart }) => restart === 'unless-stopped');
const dockerfile = readDocument('Dockerfile');

describe.each(Object.entries(services))('docker-compose.yml: %s', (_name, service) => {
  it('has a pinned version, restarts, and listens only on this machine', () => {
    const { image, ports = [], restart, profiles } = service;
    expect(image === ownImage || /:v?\d+\.\d+\.?\d*$/.test(image)).toBe(true);
    expect(profiles !== undefined || /^(unless-stopped|on-failure:\d+)$/.test(restart ?? '')).toBe(true);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('waits until its dependencies are usable', () => {
    for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
      const ends = services[needed]?.restart?.startsWith('on-failure');
      expect(condition).toBe(ends ? 'service_completed_successfully' : 'service_healthy');
      expect(ends || services[needed]?.healthcheck).toBeTruthy();
    }
  });
});

it.each(composeFiles)('%s uses only variable forms that docker-compose 1.29 knows', (file) => {
  const forms = readDocument(file).match(/\$\{[^}]*\}?/g) ?? [];
  expect(forms.filter((form) => !/^\$\{[A-Z_]+(?::[-?][^{}]*)?\}$/.test(form))).toEqual([]);
});

describe('docker-compose.yml', () => {
  const own = Object.values(services).filter(({ image }) => image === ownImage);

  it('runs the released image of this version, so that an upgrade needs no clone', () => {
    expect(own).toHaveLength(4);
    expect(Object.values(services).filter(({ build }) => build !== undefined)).toEqual([]);
  });

  it('runs Callthread without root and on a read-only file system', () => {
    expect(own.map(({ user, read_only: readOnly }) => [user, readOnly])).toEqual(own.map(() => ['1000:1000', true]));
  });

  it('limits the memory of all long-running services to less than 3.2 GB', () => {
    expect(longRunning.filter(({ mem_limit: limit }) => limit === undefined)).toEqual([]);
    expect(megabytesOf(longRunning)).toBeLessThan(3200);
  });
});

it('docker-compose.build.yml builds the image once for all services', () => {
  const building = Object.entries(servicesOf('docker-compose.build.yml'));
  expect(building).toEqual([['callthread', { build: '.' }]]);
});

it.each(overrides)('%s changes existing services or adds complete ones', (file) => {
  const added = Object.entries(servicesOf(file)).filter(([name]) => !(name in services));
  expect(added.filter(([, { image, healthcheck }]) => !image?.includes(':') || healthcheck === undefined)).toEqual([]);
});

it('deploy/compose/small.yml fits a machine with 1 GB', () => {
  const small = Object.entries({ ...services, ...mergedWith('deploy/compose/small.yml') });
  const running = small.map(([, service]) => service).filter((each) => each.restart === 'unless-stopped');
  expect(megabytesOf(running.filter(({ profiles }) => profiles === undefined))).toBeLessThan(900);
});

it('deploy/compose/secrets.yml works with an .env that leaves these variables empty', () => {
  const { services: changed, secrets } = parse(readDocument('deploy/compose/secrets.yml'), { merge: true }) as {
    services: Record<string, { environment: Record<string, string>; secrets: string[] }>;
    secrets: Record<string, { file: string }>;
  };
  const folder = configFolder();
  const names = Object.keys(secrets);
  for (const name of names) writeFileSync(join(folder, name), `${name}-of-a-file\n`);
  for (const service of Object.values(changed)) {
    expect(service.secrets).toEqual(names);
    const files = Object.entries(service.environment).map(([name, path]) => [
      name,
      path.replace('/run/secrets', folder),
    ]);
    const empty = files.map(([name = '']) => [name.replace(/_FILE$/, ''), '']);
    const { front, aircall } = loadConfig({ ...Object.fromEntries(files), ...Object.fromEntries(empty) }, folder);
    expect([front.apiToken, aircall.apiToken]).toEqual(['front_api_token-of-a-file', 'aircall_api_token-of-a-file']);
  }
});

it('deploy/compose/Caddyfile passes on the public paths and no others', () => {
  const [, paths = ''] = /@public path (.+)/.exec(readDocument('deploy/compose/Caddyfile')) ?? [];
  expect(paths.split(' ').toSorted()).toEqual([
    '/api/plugin/*',
    '/assets/*',
    '/callers/*',
    '/healthz',
    '/plugin',
    '/webhooks/aircall',
    '/webhooks/front',
  ]);
});

describe('Dockerfile', () => {
  it('starts from a pinned Node.js 24', () => {
    expect(dockerfile.match(/^FROM node:\S+/gm)).toEqual([expect.stringMatching(/^FROM node:24\.\d+\.\d+-\w+-slim$/)]);
  });

  it('copies only files that .dockerignore admits', () => {
    const admitted = [...readDocument('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, path = '']) => path);
    const copies = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    expect([...new Set(copies)].toSorted()).toEqual(admitted.toSorted());
  });

  it('ends with production packages, without root, under an init process', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toContain('npm ci --omit=dev');
    expect(last).toContain('\nUSER 1000:1000\n');
    expect(last).toContain('/healthz');
    expect(last).toContain('\nENTRYPOINT ["tini", "--", "node", ');
  });
});

function servicesOf(file: string): Record<string, Service> {
  return (parse(readDocument(file), { merge: true }) as { services: Record<string, Service> }).services;
}

function mergedWith(file: string): Record<string, Service> {
  const changes = Object.entries(servicesOf(file));
  return Object.fromEntries(changes.map(([name, change]) => [name, { ...services[name], ...change }]));
}

function megabytesOf(several: Service[]): number {
  return several.reduce((sum, { mem_limit: limit = '' }) => sum + Number(limit.replace(/m$/, '')), 0);
}
