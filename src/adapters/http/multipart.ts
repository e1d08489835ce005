import { FormData } from 'node-fetch';
import type { Download } from './download.ts';

/** A file-like object that streams a download into a form without buffering it. */
function passOn({ sizeBytes, contentType, stream }: Download, name: string): Blob {
  const file = {
    [Symbol.toStringTag]: 'File',
    name,
    size: sizeBytes,
    type: contentType,
    lastModified: 0,
    stream: () => stream,
  };
  return file as unknown as Blob;
}

/**
 * A multipart body as Front expects it: every property is a field of its own, `to[0]`, `metadata[is_inbound]`.
 * @param fields plain data, as it would be sent as JSON
 */
export function toForm(
  fields: Record<string, unknown>,
  files: Array<{ field: string; name: string; download: Download }>,
): FormData {
  const form = new FormData();
  const add = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) for (const [index, item] of value.entries()) add(`${name}[${index}]`, item);
    else if (typeof value === 'object') for (const [key, item] of Object.entries(value)) add(`${name}[${key}]`, item);
    else form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  };
  for (const [name, value] of Object.entries(fields)) add(name, value);
  for (const { field, name, download } of files) form.append(field, passOn(download, name), name);
  return form;
}
