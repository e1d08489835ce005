import type { Language } from '../../texts/texts.ts';

export interface StageOptions {
  language: Language;
  /** For Temporal's data, the configuration and the log. */
  folder: string;
  logFile: string;
  pagePort: number | null;
  uiPort: number | null;
  signal: AbortSignal;
  report: (line: string) => void;
}
