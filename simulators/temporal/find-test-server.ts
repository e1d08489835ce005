import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildOnce } from '../programs/build-once.ts';
import { cacheFolder } from '../programs/cache-folder.ts';
import { climbLadder } from '../programs/climb-ladder.ts';
import { findOnPath, isExecutable } from '../programs/find-on-path.ts';
import type { Report } from '../programs/report.ts';
import { runReporting } from '../programs/run-reporting.ts';
import { downloadWithSdk, findDownloaded } from './download-with-sdk.ts';

const version = '1.38.0';
const fileName = 'temporal-test-server';

/** Silences a notice on stderr at every start; of the line that the server's slf4j-api is of. */
const silentLogger = { group: 'org.slf4j', artifact: 'slf4j-nop', version: '1.7.36' };

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>callthread</groupId><artifactId>test-server-of-temporal</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${version}</version></dependency>
    <dependency><groupId>${silentLogger.group}</groupId><artifactId>${silentLogger.artifact}</artifactId><version>${silentLogger.version}</version></dependency>
  </dependencies>
</project>
`;

/**
 * Made into the Java process by exec, for the SDK ends the process that it started. The SDK gives the port. No
 * `--enable-time-skipping`: with it time skips from the start on, also while the SDK has not asked for it, and workflows
 * run into their ten years' limit. When the SDK's process dies without ending this one, it ends within two seconds.
 */
const wrapper = `#!/bin/sh
(while kill -0 "$PPID" && kill -0 $$; do sleep 2; done; kill $$) >/dev/null 2>&1 &
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
`;

/**
 * Finds Temporal's test server that skips time, or gets it: in the cache, by the SDK's download, by Maven (which needs
 * Java 11 or later on PATH then and at every start).
 * @returns the path of an executable that takes a port as its argument
 * @throws {Error} when there is no way, with each way's reason and what a person can do
 */
export function findTestServer({ report }: { report: Report }): Promise<string> {
  const made = join(cacheFolder(), `${fileName}-${version}`);
  return climbLadder(
    'time-skipping test server of Temporal',
    [
      { name: `cache ${cacheFolder()}`, climb: () => cached(join(made, fileName)) },
      { name: "the SDK's download", climb: () => downloadWithSdk('test-server', report) },
      { name: 'Maven', climb: () => makeWithMaven(made, report) },
    ],
    [
      'apt-get install maven default-jdk-headless   (or: brew install maven openjdk)',
      `curl -o test-server.tar.gz -L https://github.com/temporalio/sdk-java/releases/download/v${version}/` +
        `${fileName}_${version}_linux_amd64.tar.gz   (and put its ${fileName} at ${join(made, fileName)})`,
    ],
  );
}

async function cached(path: string): Promise<string> {
  if (await isExecutable(path)) return path;
  const downloaded = findDownloaded('test-server');
  if (downloaded === undefined) throw new Error('nothing there yet');
  return downloaded;
}

async function makeWithMaven(folder: string, report: Report): Promise<string> {
  const maven = await findOnPath('mvn');
  if (maven === undefined || (await findOnPath('java')) === undefined) throw new Error('mvn or java is not on PATH');
  await buildOnce(folder, report, async (temporaryFolder) => {
    const pomFile = join(temporaryFolder, 'pom.xml');
    await writeFile(pomFile, pom);
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
    const target = [`-DoutputDirectory=${join(temporaryFolder, 'lib')}`, '-DincludeScope=runtime'];
    const args = ['--batch-mode', '--quiet', '--file', pomFile, goal, ...target];
    await runReporting({
      command: maven,
      args,
      doing: "getting Temporal's test server with Maven (once, about half a minute)",
      report,
    });
    await writeFile(join(temporaryFolder, fileName), wrapper);
    await chmod(join(temporaryFolder, fileName), 0o755);
  });
  return join(folder, fileName);
}
