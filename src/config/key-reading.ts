/** How one key of a map was read: in the one form it is kept in, or with what is wrong and what would be right. */
export type KeyReading = { key: string } | { fault: string };
