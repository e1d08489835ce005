import type { en } from './en.ts';

/** What the pages say; each language is a table of this shape. */
export type Texts = typeof en;
