import { formatTime, type Language, textsIn } from '../../texts/texts.ts';

/** Formats times and lengths. */
interface Moments {
  /** @param unixSeconds @returns `23 Nov 2026, 14:05` in the configured time zone */
  time(unixSeconds: number): string;
  /** @returns `1 h 2 min`, `3 min 13 s`, `42 s` */
  length(seconds: number): string;
  /** Time left: `2 min`, in seconds below one minute. */
  wait(seconds: number): string;
}

export function createMoments(language: Language, timezone: string): Moments {
  const { units } = textsIn(language).entries;
  return {
    time: (unixSeconds) => formatTime(unixSeconds, language, timezone),
    length(seconds) {
      const whole = Math.max(0, Math.round(seconds));
      const hours = Math.floor(whole / 3600);
      const minutes = Math.floor((whole % 3600) / 60);
      if (hours > 0) return `${hours} ${units.hours} ${minutes} ${units.minutes}`;
      return minutes > 0 ? `${minutes} ${units.minutes} ${whole % 60} ${units.seconds}` : `${whole} ${units.seconds}`;
    },
    wait: (seconds) =>
      seconds > 60 ? `${Math.ceil(seconds / 60)} ${units.minutes}` : `${Math.ceil(seconds)} ${units.seconds}`,
  };
}
