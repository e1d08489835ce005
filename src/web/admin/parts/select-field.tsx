import { useId } from 'react';

interface Props {
  label: string;
  value: string;
  /** Values and what they are called. */
  options: Array<[value: string, name: string]>;
  /** What no choice is called; without it there always is one. */
  all?: string;
  onChange: (value: string) => void;
}

export function SelectField({ label, value, options, all, onChange }: Props) {
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
