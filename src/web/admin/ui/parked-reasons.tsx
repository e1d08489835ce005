import type { ParkedStep } from '../../../../workflows/messages.ts';
import { usePage } from '../page-context.ts';

/** Why a call is parked and what to do. The texts come from the workflow, in English. */
export function ParkedReasons({ steps }: { steps: ParkedStep[] }) {
  const { texts, format } = usePage();
  return (
    <>
      {steps.map(({ step, failure, message, remedy, sinceIso }) => (
        <div key={`${step}${sinceIso}`} className="reason">
          <p className="reason-title">
            <strong>
              {texts.call.parkedOn} <code lang="en">{step}</code>
            </strong>{' '}
            <span className="muted">{texts.call.since(format.dateTime(Date.parse(sinceIso) / 1000))}</span>
          </p>
          <p lang="en">
            <code>{failure}</code>: {message}
          </p>
          <p>
            <strong>{texts.call.remedy}:</strong> <span lang="en">{remedy}</span>
          </p>
        </div>
      ))}
    </>
  );
}
