import type { LedgerCall } from '../../../domain/ledger-call.ts';
import { usePage } from '../page-context.ts';

type Party = Pick<LedgerCall, 'caller' | 'callerName' | 'erased'>;

/** @returns a function that names a call's outside party: name, else number, else "anonymous" or "erased" */
export function useCallerName(): (call: Party) => string {
  const { anonymous, erased: gone } = usePage().texts.common;
  return ({ caller, callerName, erased }) => callerName ?? caller ?? (erased ? gone : anonymous);
}

/** The outside party of a call: name, with the number below, as far as known. */
export function Caller({ call }: { call: Party }) {
  const nameOf = useCallerName();
  return (
    <span className="caller">
      <span className="caller-name">
        <Name text={nameOf(call)} />
      </span>
      {call.callerName !== null && call.caller !== null ? (
        <span className="muted number">
          <Name text={call.caller} />
        </span>
      ) : null}
    </span>
  );
}

/** Text from outside: isolated, so that its direction marks cannot affect the page, and wrapping anywhere. */
export function Name({ text }: { text: string }) {
  return <bdi className="name">{text}</bdi>;
}

const tones: Record<string, string> = {
  logged: 'good',
  done: 'good',
  parked: 'bad',
  seen: 'warn',
  overdue: 'bad',
  open: 'warn',
  waiting: 'info',
  logging: 'info',
  media: 'info',
};

/** A call's state; the colour only repeats the word. */
export function StateBadge({ state, names }: { state: string; names: Record<string, string> }) {
  return <span className={`badge badge-${tones[state] ?? 'plain'}`}>{names[state] ?? state}</span>;
}
