import { fetchJson } from '../../shared/fetch-json.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { usePage } from '../page-context.ts';

interface Choices {
  lines: Array<{ id: number; name: string }>;
  agents: Array<{ id: number; name: string }>;
  states: string[];
  directions: string[];
  qualifications: string[];
}

/** A select field's values and their labels. */
export type Options = Array<[value: string, label: string]>;

const fetchChoices = (address: string, signal: AbortSignal): Promise<Choices> =>
  fetchJson<Choices>(address, { signal });

/** The choices that filters offer, empty until they are loaded; lines and agents by name. */
export function useChoices() {
  const { format } = usePage();
  const { answer } = useAnswer('/api/choices', fetchChoices);
  const byName = (list: Choices['lines'] = []): Options =>
    list
      .map(({ id, name }): [string, string] => [String(id), name])
      .toSorted(([, one], [, other]) => format.compare(one, other));
  return {
    lines: byName(answer?.lines),
    agents: byName(answer?.agents),
    states: answer?.states ?? [],
    directions: answer?.directions ?? [],
    qualifications: answer?.qualifications ?? [],
  };
}
