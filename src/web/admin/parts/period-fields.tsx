import { type PresetName, presetDays, presetNames } from '../days.ts';
import { usePage } from '../page-context.ts';
import { DateField } from './date-field.tsx';
import { SelectField } from './select-field.tsx';

interface Props {
  from: string;
  to: string;
  onChange: (days: { from: string; to: string }) => void;
}

/** A time: one that has a name, or any days. */
export function PeriodFields({ from, to, onChange }: Props) {
  const { texts, me } = usePage();
  const named = presetNames.find((name) => {
    const days = presetDays(name, me.today);
    return days.from === from && days.to === to;
  });
  const options: Array<[string, string]> = presetNames.map((name) => [name, texts.reports.presets[name]]);
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
