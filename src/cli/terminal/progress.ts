/** Without a terminal, a line is written at most this often. */
const plainPauseMs = 5_000;
const barWidth = 20;

interface ProgressLine {
  /** Redraws the line in a terminal; elsewhere writes a changed line now and then. */
  show(text: string): void;
  /** Leaves the line as it is; further output goes below it. */
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

/** @returns `[██████░░░░] 60 %`; empty when the total is 0 */
export function drawBar(done: number, total: number): string {
  if (total === 0) return '';
  const share = Math.min(1, done / total);
  const full = Math.round(share * barWidth);
  return `[${'█'.repeat(full)}${'░'.repeat(barWidth - full)}] ${Math.floor(share * 100)} %`;
}
