import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readDocument } from './read-document.ts';

interface Service {
  image: string;
  build?: string;
  ports?: string[];
  restart?: string;
  profiles?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: object;
}

const { services } = parse(readDocument('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
};
const dockerfile = readDocument('Dockerfile');

describe.each(Object.entries(services))('docker-compose.yml: %s', (_name, service) => {
  it('has a pinned version, restarts, and listens to this machine alone', () => {
    const { image, ports = [], restart, profiles } = service;
    expect(image === 'callthread' || /:v?\d+\.\d+/.test(image)).toBe(true);
    expect(profiles !== undefined || /^(unless-stopped|on-failure:\d+)$/.test(restart ?? '')).toBe(true);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('waits for what it needs, until that can be used', () => {
    for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
      const ends = services[needed]?.restart?.startsWith('on-failure');
      expect(condition).toBe(ends ? 'service_completed_successfully' : 'service_healthy');
      expect(ends || services[needed]?.healthcheck).toBeTruthy();
    }
  });
});

it('docker-compose.yml has no variables but in forms that docker-compose 1.29 knows too', () => {
  const forms = readDocument('docker-compose.yml').match(/\$\{[^}]*\}?/g) ?? [];
  expect(forms.length).toBeGreaterThan(0);
  expect(forms.filter((form) => !/^\$\{[A-Z_]+(?::[-?][^{}]*)?\}$/.test(form))).toEqual([]);
});

it('docker-compose.yml builds the image once, for all that run it', () => {
  const building = Object.entries(services).filter(([, { build }]) => build !== undefined);
  expect(building.map(([name, { image, build }]) => [name, image, build])).toEqual([['callthread', 'callthread', '.']]);
});

describe('Dockerfile', () => {
  it('copies only what .dockerignore lets near it', () => {
    const admitted = [...readDocument('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, path = '']) => path);
    const copies = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    expect([...new Set(copies)].toSorted()).toEqual(admitted.toSorted());
  });

  it('ends as a user with few rights, on packages of production', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toContain('npm ci --omit=dev');
    expect(last).toContain('\nUSER node\n');
    expect(last).toContain('/healthz');
  });
});
