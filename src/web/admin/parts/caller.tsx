import type { LedgerCall } from '../../../domain/ledger-call.ts';
import { usePage } from '../page-context.ts';
import { Name } from './name.tsx';

type Party = Pick<LedgerCall, 'caller' | 'callerName' | 'erased'>;

/** @returns what a call's outside party is called: name, else number, else that it is anonymous, or erased */
export function useCallerName(): (call: Party) => string {
  const { anonymous, erased: gone } = usePage().texts.common;
  return ({ caller, callerName, erased }) => callerName ?? caller ?? (erased ? gone : anonymous);
}

/** The outside party of a call: the name with the number below, as far as they are known. */
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
