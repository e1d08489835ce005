import { useEffect, useId, useState } from 'react';

interface Props {
  label: string;
  value: string;
  max?: string;
  onChange: (day: string) => void;
}

/** A day. What is half typed (year 2, say) is not told to anybody. */
export function DateField({ label, value, max, onChange }: Props) {
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
