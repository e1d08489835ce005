/** The languages that entries are written in; each is a table in `texts/`. */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];
