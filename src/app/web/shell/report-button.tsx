import { PlainLink } from '../../../kit/ui/link.tsx';
import { t } from '../messages.ts';

/** Always in sight: whatever one has noticed, this is the way to say so. */
export function ReportButton() {
  return (
    <PlainLink
      to="/report-incident"
      className="focus-ring inline-flex min-h-11 shrink-0 items-center gap-2 rounded-8 border border-error-2 bg-white px-3 text-oln-16B-100 text-error-2 underline-offset-3 hover:bg-red-50 hover:underline sm:px-4"
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" className="hidden size-5 shrink-0 fill-current sm:block">
        <path d="M12 2 1 21h22zm-1 7h2v6h-2zm0 8h2v2h-2z" fillRule="evenodd" />
      </svg>
      {t('shell.report')}
    </PlainLink>
  );
}
