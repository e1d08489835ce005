import { useState } from 'react';
import { fetchJson } from '../../shared/fetch-json.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import type { Choices } from '../api-types.ts';
import { usePage } from '../page-context.ts';
import { useQuery } from '../use-query.ts';
import { DateField } from './date-field.tsx';
import { SearchField } from './search-field.tsx';
import { SelectField } from './select-field.tsx';

const names = ['state', 'qualification', 'direction', 'line', 'agent', 'from', 'to'];

export const fetchChoices = (address: string, signal: AbortSignal): Promise<Choices> =>
  fetchJson<Choices>(address, { signal });

/** Which calls are listed; it stands in the page's address. */
export function CallFilters() {
  const { texts, me, format } = usePage();
  const { answer: choices } = useAnswer('/api/choices', fetchChoices);
  const query = useQuery();
  const used = names.filter((name) => query.get(name) !== '').length;
  const [open, setOpen] = useState(() => used > 0 || matchMedia('(min-width: 45rem)').matches);
  const { common, calls: text } = texts;
  const named = (list: Array<{ id: number; name: string }> = []): Array<[string, string]> =>
    list.map(({ id, name }): [string, string] => [String(id), name]).toSorted(([, a], [, b]) => format.compare(a, b));
  const worded = (words: string[] = [], table: Record<string, string>): Array<[string, string]> =>
    words.map((word) => [word, table[word] ?? word]);
  const field = (name: string, label: string, options: Array<[string, string]>) => (
    <SelectField
      label={label}
      value={query.get(name)}
      options={options}
      all={common.all}
      onChange={(value) => query.set({ [name]: value })}
    />
  );
  return (
    <div className="card filters">
      <SearchField
        label={text.search}
        hint={text.searchHint}
        value={query.get('search')}
        onChange={(search) => query.set({ search })}
      />
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {common.filters}
          {used === 0 ? '' : ` (${used})`}
        </summary>
        <div className="fields">
          {field('state', text.state, worded(choices?.states, texts.state))}
          {field('qualification', text.qualification, worded(choices?.qualifications, me.qualification))}
          {field('direction', text.direction, worded(choices?.directions, texts.direction))}
          {field('line', text.line, named(choices?.lines))}
          {field('agent', text.agent, named(choices?.agents))}
          <DateField
            label={common.from}
            value={query.get('from')}
            max={me.today}
            onChange={(from) => query.set({ from, ...(query.get('to') < from ? { to: '' } : {}) })}
          />
          <DateField
            label={common.to}
            value={query.get('to')}
            max={me.today}
            onChange={(to) => query.set({ to, ...(to !== '' && query.get('from') > to ? { from: '' } : {}) })}
          />
        </div>
        {used === 0 && query.get('search') === '' ? null : (
          <button type="button" className="button button-quiet" onClick={query.clear}>
            {common.clear}
          </button>
        )}
      </details>
    </div>
  );
}
