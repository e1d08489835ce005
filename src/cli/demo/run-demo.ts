import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language } from '../../texts/texts.ts';
import { type Closing, closeAll } from './closing.ts';
import { untilInterrupted } from './interruption.ts';
import { openStage } from './open-stage.ts';
import { requireFreePort } from './require-free-port.ts';
import { sayIn } from './say.ts';
import { showMorning } from './show-morning.ts';

export interface DemoOptions {
  language: Language;
  /** Ends by itself when every call has arrived, or the time is over. */
  once: boolean;
  /** Ports of the two pages; null for free ones. */
  pagePort: number | null;
  uiPort: number | null;
}

/**
 * Plays the morning on a stage of its own and leaves nothing behind but, after a failure, the service's log.
 * @returns the exit code: 0 when every call arrived as it should or a person ended the demo; 1 when a call did not;
 * 130 when a person ended it before `once` could tell
 * @throws {Error} in words for people, when a part of the stage fails
 */
export async function runDemo({ language, once, pagePort, uiPort }: DemoOptions): Promise<number> {
  const say = sayIn(language);
  const signal = untilInterrupted();
  const report = (line: string): void => console.error(line);
  if (pagePort !== null) await requireFreePort(pagePort, '--page-port', say);
  if (uiPort !== null) await requireFreePort(uiPort, '--ui-port', say);
  const folder = await mkdtemp(join(tmpdir(), 'callthread-demo-'));
  const logFile = join(folder, 'service.log');
  const closing: Closing = [];
  let failed = true;
  try {
    report(
      say(
        'Starting Temporal, the stand-ins and the service …',
        'Démarrage de Temporal, des imitations et du service …',
      ),
    );
    const stage = await openStage({ language, folder, logFile, pagePort, uiPort, signal, report }, closing);
    failed = !(await showMorning(stage, { once, say, signal }));
    return failed ? 1 : 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    failed = false;
    return once ? 130 : 0;
  } finally {
    report(say('Ending: the service finishes first …', 'Arrêt : le service termine d’abord …'));
    await closeAll(closing);
    if (failed && existsSync(logFile))
      report(say(`The log is kept: ${logFile}`, `Le journal est conservé : ${logFile}`));
    else await rm(folder, { recursive: true, force: true });
  }
}
