import type { Texts } from '../texts/texts.ts';

export function Loading({ texts }: { texts: Texts }) {
  return (
    <p className="loading" role="status">
      <span className="spinner" aria-hidden="true" />
      {texts.common.loading}
    </p>
  );
}
