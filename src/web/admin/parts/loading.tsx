import type { AdminTexts } from '../../../texts/text-types.ts';

export function Loading({ texts }: { texts: AdminTexts }) {
  return (
    <p className="loading" role="status">
      <span className="spinner" aria-hidden="true" />
      {texts.common.loading}
    </p>
  );
}
