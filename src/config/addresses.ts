import { z } from 'zod';
import { refuse } from './refuse.ts';

/**
 * The address of a web server, without a slash at the end.
 * @param example of a right one
 */
export function webAddress(example: string) {
  return z.string().transform((written, context) => {
    const url = URL.canParse(written) ? new URL(written) : null;
    if (url === null || !['http:', 'https:'].includes(url.protocol) || /[<>\s]/.test(written)) {
      return refuse(context, `is not an http or https address. Write for example ${example}.`);
    }
    if (url.username !== '' || url.password !== '') {
      return refuse(context, 'has a user or a password in it. Leave them out.');
    }
    if (/[?#]/.test(written)) return refuse(context, 'has a question mark or # in it. Leave out what begins there.');
    return url.href.replace(/\/+$/, '');
  });
}

/** The address of Aircall's API, to which the version is added with each request. */
export const AircallAddress = webAddress('https://api.aircall.io').refine((address) => !/\/v\d+$/.test(address), {
  error: 'ends with a version. Leave that out: it is added to each request.',
});

/** Of this service, to which the paths of its webhooks are added. */
export const PublicAddress = webAddress('https://calls.example.com').refine(
  (address) => !/\/webhooks\/(?:aircall|front)$/.test(address),
  { error: 'ends with the path of a webhook. Leave that out: it is added where it is needed.' },
);

/** The address of a PostgreSQL database. */
export const DatabaseAddress = z.string().superRefine((written, context) => {
  const example = 'postgres://user:password@host:5432/callthread';
  const message = URL.canParse(written)
    ? `is not an address of PostgreSQL. Write one like ${example}.`
    : `cannot be read. Write ${example}, with signs such as @ # / % in the password percent-encoded.`;
  const right = /^postgres(?:ql)?:\/\/[^<>\s]+$/.test(written) && URL.canParse(written);
  if (!right) context.addIssue({ code: 'custom', message });
});
