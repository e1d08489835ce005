import type { ReportGrouping } from '../../../adapters/ledger/ledger.ts';
import { usePage } from '../page-context.ts';

/** @returns what a row of a grouping is called in the page's language */
export function useRowName(grouping: ReportGrouping): (key: string, label: string) => string {
  const { me, texts, format } = usePage();
  return (key, label) => {
    switch (grouping) {
      case 'day':
        return format.day(key);
      case 'hour':
        return format.hour(Number(key));
      case 'qualification':
        return me.qualification[key] ?? (label === '' ? texts.common.none : label);
      case 'agent':
        return key === '' ? texts.reports.noAgent : label;
      case 'line':
        return label === '' ? texts.common.none : label;
    }
  };
}
