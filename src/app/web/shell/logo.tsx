import { cx } from '../../../kit/ui/cx.ts';
import { PlainLink } from '../../../kit/ui/link.tsx';
import { t } from '../messages.ts';

/** The mark of the product and the name of the organisation; leads home. */
export function Logo({ organisation, year }: { readonly organisation?: string; readonly year?: string }) {
  return (
    <PlainLink to="/" className="focus-ring flex min-w-0 items-center gap-3 rounded-4 py-1">
      <svg
        viewBox="0 0 32 32"
        aria-hidden="true"
        className={cx('size-8 shrink-0', organisation !== undefined && 'hidden sm:block')}
      >
        <rect width="32" height="32" rx="7" className="fill-key-900" />
        <path
          d="M9 7v18M9 17 21 7M14 14l9 11"
          fill="none"
          stroke="#fff"
          strokeWidth="3.2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className="flex min-w-0 flex-col leading-130">
        <span className="truncate text-oln-16B-100 leading-130 text-solid-gray-900">
          {organisation ?? t('productFull')}
        </span>
        <span className="truncate text-oln-14N-100 leading-130 text-solid-gray-700">
          {organisation === undefined ? t('tagline') : (year ?? t('product'))}
        </span>
      </span>
    </PlainLink>
  );
}
