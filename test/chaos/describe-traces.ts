import type { JournalEntry } from '../../simulators/kit/journal.ts';
import type { CallState } from '../../workflows/messages.ts';
import type { Town } from '../e2e/town.ts';
import type { Violation } from './violations.ts';

const mostLines = 80;

/** The traces that explain a violation: the states of the calls in question and the requests made for them. */
export async function describeTraces(town: Town, { what, traces }: Violation): Promise<string> {
  const callIds = traces.filter((trace) => /^8\d{6}$/.test(trace));
  const states = await Promise.all(callIds.map((id) => stateOf(town, id)));
  const lines = [
    ...linesOf('front', town.front.journal.entries, traces),
    ...linesOf('aircall', town.aircall.journal.entries, callIds),
  ];
  return [`VIOLATION: ${what}`, ...states, ...lines.slice(-mostLines)].join('\n');
}

async function stateOf({ client }: Town, id: string): Promise<string> {
  try {
    const state = await client.workflow.getHandle(`call-${id}`).query<CallState>('state');
    return `call-${id}: ${JSON.stringify(state)}`;
  } catch (error) {
    return `call-${id}: state unknown: ${String(error)}`;
  }
}

function linesOf(vendor: string, entries: JournalEntry[], traces: string[]): string[] {
  const texts = entries.map((entry) => {
    const time = new Date(entry.atMs).toISOString().slice(11, 23);
    const body = entry.body === undefined ? '' : JSON.stringify(entry.body).slice(0, 300);
    const fault = entry.fault === undefined ? '' : ` [${entry.fault}]`;
    return `${time} ${vendor} ${entry.method} ${decodeURIComponent(entry.path)} ${entry.status}${fault} ${body}`;
  });
  const conversations = new Set(
    texts
      .filter((text) => traces.some((trace) => text.includes(trace)))
      .flatMap((text) => text.match(/cnv_\w+/g) ?? []),
  );
  const wanted = [...traces, ...conversations];
  return texts.filter((text) => wanted.some((trace) => text.includes(trace)));
}
