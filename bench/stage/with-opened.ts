/** Registers how to close something that was opened. @returns the same thing */
export type Keep = <Opened>(opened: Opened, close: (opened: Opened) => Promise<unknown>) => Opened;

/** Closes everything that `use` has registered, newest first, however it ends. */
export async function withOpened<Result>(use: (keep: Keep) => Promise<Result>): Promise<Result> {
  const closings: Array<() => Promise<unknown>> = [];
  try {
    return await use((opened, close) => {
      closings.push(() => close(opened));
      return opened;
    });
  } finally {
    for (const close of closings.toReversed()) await close();
  }
}
