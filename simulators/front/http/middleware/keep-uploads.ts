import type { FrontData } from '../../state/front-data.ts';
import type { AttachmentRecord } from '../../state/records.ts';
import type { Upload } from './read-multipart.ts';

/** Keeps the bytes of the files, for `/download/{id}`, and gives what a message or comment holds of them. */
export function keepUploads(data: FrontData, uploads: Upload[]): AttachmentRecord[] {
  return uploads.map(({ filename, contentType, content }) => {
    const id = data.nextId('fil');
    data.files.set(id, content);
    return { id, filename, contentType, sizeBytes: content.length };
  });
}
