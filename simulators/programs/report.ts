/** Takes one line, without a line break, about what takes so long; the caller shows it on stderr. */
export type Report = (line: string) => void;
