import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTestServer } from '../../../simulators/temporal/find-test-server.ts';
import { onBareMachine } from './bare-machine.ts';

const ignore = () => undefined;

/** Records the pom it was given, and makes the requested folder. */
const fakeMaven = `#!/bin/sh
echo called >> "$CALLTHREAD_CACHE/maven-calls"
while [ "$1" != --file ]; do shift; done
PATH=/usr/bin:/bin
cp "$2" "$CALLTHREAD_CACHE/pom.xml"
for argument; do case $argument in -DoutputDirectory=*) mkdir "\${argument#*=}"; touch "\${argument#*=}/a.jar";; esac; done
`;
/** Says what it was started with. */
const fakeJava = '#!/bin/sh\necho "java $*"\n';

test('without a network Maven gets it once, with a wrapper that the SDK can start', async () => {
  const { cache } = await onBareMachine({ mvn: fakeMaven, java: fakeJava });
  const path = await findTestServer({ report: ignore });
  expect(await findTestServer({ report: ignore })).toBe(path);
  expect(await readFile(join(cache, 'maven-calls'), 'utf8')).toBe('called\n');
  expect(await readFile(join(cache, 'pom.xml'), 'utf8')).toContain('<artifactId>temporal-test-server</artifactId>');
  expect(await readdir(join(path, '..', 'lib'))).toEqual(['a.jar']);
  expect(await readFile(path, 'utf8')).toMatch(/^exec java .*TestServer "\$@"$/m);
});

test('without Java, the error names every way with its reason, and what a person can do', async () => {
  const { cache } = await onBareMachine({});
  await mkdir(join(cache, 'sdk-download'));
  await writeFile(join(cache, 'sdk-download', 'test-server-failed.txt'), 'no network');
  const error = await findTestServer({ report: ignore }).catch(String);
  expect(error).toContain('nothing there yet');
  expect(error).toContain('no network');
  expect(error).toContain('Maven: mvn or java is not on PATH');
  expect(error).toContain('apt-get install maven default-jdk-headless');
});
