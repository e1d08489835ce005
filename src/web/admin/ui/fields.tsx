import { useEffect, useId, useState } from 'react';
import { usePage } from '../page-context.ts';
import { type PresetName, presetDays, presetNames } from './days.ts';
import type { Options } from './use-choices.ts';

interface SelectFieldProps {
  label: string;
  value: string;
  options: Options;
  /** Label of the empty choice; without it, a value is always chosen. */
  all?: string;
  onChange: (value: string) => void;
}

export function SelectField({ label, value, options, all, onChange }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {all === undefined ? null : <option value="">{all}</option>}
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

interface DateFieldProps {
  label: string;
  value: string;
  max?: string;
  onChange: (day: string) => void;
}

/** A day. Half-typed dates (year 2, say) are not reported. */
export function DateField({ label, value, max, onChange }: DateFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={typed}
        min="2000-01-01"
        max={max}
        onChange={(event) => {
          const day = event.target.value;
          setTyped(day);
          if (day === '' || day >= '2000') onChange(day);
        }}
      />
    </div>
  );
}

interface PeriodFieldsProps {
  from: string;
  to: string;
  onChange: (days: { from: string; to: string }) => void;
}

/** A period: a preset or any range of days. */
export function PeriodFields({ from, to, onChange }: PeriodFieldsProps) {
  const { texts, me } = usePage();
  const named = presetNames.find((name) => {
    const days = presetDays(name, me.today);
    return days.from === from && days.to === to;
  });
  const options: Options = presetNames.map((name) => [name, texts.reports.presets[name]]);
  if (named === undefined) options.push(['custom', texts.reports.presets.custom]);
  return (
    <>
      <SelectField
        label={texts.reports.preset}
        value={named ?? 'custom'}
        options={options}
        onChange={(name) => {
          if (name !== 'custom') onChange(presetDays(name as PresetName, me.today));
        }}
      />
      <DateField
        label={texts.common.from}
        value={from}
        max={me.today}
        onChange={(day) => {
          if (day !== '') onChange({ from: day, to: day > to ? day : to });
        }}
      />
      <DateField
        label={texts.common.to}
        value={to}
        max={me.today}
        onChange={(day) => {
          if (day !== '') onChange({ from: day < from ? day : from, to: day });
        }}
      />
    </>
  );
}
