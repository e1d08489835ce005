import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildOnce } from '../programs/build-once.ts';
import type { Report } from '../programs/report.ts';

const fileName = 'classes.jsa';

/**
 * Java loads a thousand classes at each start of the test server, which takes longer than a whole test does. So a first run
 * writes them into an archive (class data sharing), which the next ones map. The program that needs no Java has none.
 * @param server the path of the test server
 * @param run starts it with these variables, uses it, and ends it
 */
export async function makeClassArchive(
  server: string,
  report: Report,
  run: (variables: NodeJS.ProcessEnv) => Promise<void>,
): Promise<void> {
  if (!(await filesIn(dirname(server))).includes('lib')) return;
  await buildOnce(folderOf(server), report, async (temporaryFolder) => {
    report("archiving the classes of Temporal's test server, so that it starts faster (once, a few seconds)");
    try {
      await run(javaOptions('ArchiveClassesAtExit', temporaryFolder));
    } catch (error) {
      report(`it starts slower, because this Java makes no archive of classes: ${String(error)}`);
    }
  });
}

/** @returns variables with which a test server starts from the archive of its classes, if there is one */
export async function withClassArchive(server: string): Promise<NodeJS.ProcessEnv> {
  const folder = folderOf(server);
  return (await filesIn(folder)).includes(fileName) ? javaOptions('SharedArchiveFile', folder) : process.env;
}

function folderOf(server: string): string {
  return `${dirname(server)}-classes`;
}

function javaOptions(option: 'ArchiveClassesAtExit' | 'SharedArchiveFile', folder: string): NodeJS.ProcessEnv {
  return { ...process.env, JDK_JAVA_OPTIONS: `-XX:${option}=${join(folder, fileName)}` };
}

async function filesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch(() => []);
}
