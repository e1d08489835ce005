import { useEffect, useId, useRef, useState } from 'react';

const pauseMs = 300;

interface Props {
  label: string;
  hint: string;
  value: string;
  onChange: (text: string) => void;
}

/** A search that begins when whoever types it pauses, or at once with Enter. */
export function SearchField({ label, hint, value, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  const say = (text: string): void => {
    if (text.trim() === told.current) return;
    told.current = text.trim();
    tell.current(told.current);
  };
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    const timer = setTimeout(() => say(typed), pauseMs);
    return () => clearTimeout(timer);
  });
  return (
    <form
      role="search"
      className="field field-search"
      onSubmit={(event) => {
        event.preventDefault();
        say(typed);
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
