import { t } from '../messages.ts';

/** The first stop of the Tab key: over the navigation to the content. */
export function SkipLink() {
  return (
    // biome-ignore lint/a11y/useValidAnchor: it does lead to a place on the page; only the address stays as it is
    <a
      href="#main"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById('main')?.focus();
      }}
      className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-8 focus:bg-white focus:px-4 focus:py-3 focus:text-oln-16B-100 focus:text-key-900 focus:underline"
    >
      {t('shell.skip')}
    </a>
  );
}
