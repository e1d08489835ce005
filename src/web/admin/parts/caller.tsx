import type { Call } from '../api-types.ts';
import { usePage } from '../page-context.ts';
import { Name } from './name.tsx';

/** @returns what a call's outside party is called: name, else number, else that it is anonymous */
export function useCallerName(): (call: Pick<Call, 'caller' | 'callerName'>) => string {
  const { texts } = usePage();
  return ({ caller, callerName }) => callerName ?? caller ?? texts.common.anonymous;
}

/** The outside party of a call: the name with the number below, as far as they are known. */
export function Caller({ call }: { call: Pick<Call, 'caller' | 'callerName'> }) {
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
