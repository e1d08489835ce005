/** Something wrong at one place of the configuration, before it is put in words for a person. */
export interface Fault {
  /** Keys from the outermost in; of the environment just the variable. */
  path: PropertyKey[];
  /** What is wrong, a full stop, and what would be right; to be read after the key or the value. */
  message: string;
  /** Whether the key is wrong or the value it has. */
  about: 'key' | 'value';
}
