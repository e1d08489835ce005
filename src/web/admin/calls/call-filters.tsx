import { useEffect, useId, useRef, useState } from 'react';
import { usePage } from '../page-context.ts';
import { DateField, SelectField } from '../ui/fields.tsx';
import { type Options, useChoices } from '../ui/use-choices.ts';
import { useQuery } from '../ui/use-query.ts';

const names = ['state', 'qualification', 'direction', 'line', 'agent', 'from', 'to'];

/** The filters of the list; the URL keeps them. */
export function CallFilters() {
  const { texts, me } = usePage();
  const choices = useChoices();
  const query = useQuery();
  const used = names.filter((name) => query.get(name) !== '').length;
  const [open, setOpen] = useState(() => used > 0 || matchMedia('(min-width: 45rem)').matches);
  const { common, calls: text } = texts;
  const labelled = (values: string[], labels: Record<string, string>): Options =>
    values.map((value) => [value, labels[value] ?? value]);
  const field = (name: string, label: string, options: Options) => (
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
          {field('state', text.state, labelled(choices.states, texts.state))}
          {field('qualification', text.qualification, labelled(choices.qualifications, me.qualification))}
          {field('direction', text.direction, labelled(choices.directions, texts.direction))}
          {field('line', text.line, choices.lines)}
          {field('agent', text.agent, choices.agents)}
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

const debounceMs = 300;

interface SearchFieldProps {
  label: string;
  hint: string;
  value: string;
  onChange: (text: string) => void;
}

/** A search that starts once typing pauses, or at once on Enter. */
function SearchField({ label, hint, value, onChange }: SearchFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  const submitted = useRef(value);
  const latestOnChange = useRef(onChange);
  latestOnChange.current = onChange;
  const submit = (text: string): void => {
    if (text.trim() === submitted.current) return;
    submitted.current = text.trim();
    latestOnChange.current(submitted.current);
  };
  useEffect(() => {
    if (value === submitted.current) return;
    submitted.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    const timer = setTimeout(() => submit(typed), debounceMs);
    return () => clearTimeout(timer);
  });
  return (
    <form
      role="search"
      className="field field-search"
      onSubmit={(event) => {
        event.preventDefault();
        submit(typed);
      }}
    >
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="search"
        value={typed}
        placeholder={hint}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
    </form>
  );
}
