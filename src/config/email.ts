import { z } from 'zod';

const notEmail = { error: 'is not an e-mail address. Write one such as ada@desk.example.' };

/** An e-mail address in lower case: both vendors compare addresses with case ignored. */
export const Email = z
  .string(notEmail)
  .trim()
  .toLowerCase()
  .regex(/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/, notEmail);
