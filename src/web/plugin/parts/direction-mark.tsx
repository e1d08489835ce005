interface DirectionMarkProps {
  direction: 'inbound' | 'outbound';
  answered: boolean;
}

/** An arrow in or out; its words are the call's title. */
export function DirectionMark({ direction, answered }: DirectionMarkProps) {
  const arrow = direction === 'inbound' ? 'M11 5 5 11M5 6v5h5' : 'M5 11l6-6M6 5h5v5';
  return (
    <svg className={answered ? 'mark' : 'mark unanswered'} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={arrow}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
