/** Without a terminal a line is written no more often than this. */
const plainPauseMs = 5_000;
const barWidth = 20;

export interface ProgressLine {
  /** In a terminal the line is drawn over the last one; elsewhere a changed one is written now and then. */
  show(text: string): void;
  /** Leaves the line as it is; what is written next stands below it. */
  end(): void;
}

export function progressLine(stream: NodeJS.WriteStream): ProgressLine {
  let last = '';
  let writtenAtMs = 0;
  return {
    show(text) {
      if (text === last) return;
      if (stream.isTTY) stream.write(`\r${text.slice(0, (stream.columns || 80) - 1)}\x1b[K`);
      else if (Date.now() - writtenAtMs < plainPauseMs) return;
      else stream.write(`${text}\n`);
      writtenAtMs = Date.now();
      last = text;
    },
    end() {
      if (stream.isTTY && last !== '') stream.write('\n');
      last = '';
    },
  };
}

/** @returns `[██████░░░░] 60 %`; nothing for an empty whole */
export function drawBar(done: number, total: number): string {
  if (total === 0) return '';
  const share = Math.min(1, done / total);
  const full = Math.round(share * barWidth);
  return `[${'█'.repeat(full)}${'░'.repeat(barWidth - full)}] ${Math.floor(share * 100)} %`;
}
