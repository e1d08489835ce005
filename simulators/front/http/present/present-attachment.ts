import type { AttachmentRecord } from '../../state/records.ts';

export function presentAttachment(baseUrl: string, attachment: AttachmentRecord): Record<string, unknown> {
  return {
    id: attachment.id,
    url: `${baseUrl}/download/${attachment.id}`,
    filename: attachment.filename,
    content_type: attachment.contentType,
    size: attachment.sizeBytes,
    metadata: { is_inline: false },
  };
}
