import { Badge, type BadgeTone } from './badge.tsx';
import { Link } from './link.tsx';
import { t } from './messages.ts';

/** A rate as the API gives it. */
export interface ShownRate {
  readonly n: number;
  readonly d: number;
  /** The percentage, or 該当なし for an empty denominator. */
  readonly display: string;
  readonly grade?: string | null;
}

const gradeTones: Readonly<Record<string, BadgeTone>> = { A: 'green', B: 'blue', C: 'orange', D: 'red' };

/** The grade as a label. */
export function Grade({ grade }: { readonly grade: string }) {
  return (
    <Badge tone={gradeTones[grade] ?? 'neutral'}>
      <span className="sr-only">{t('rate.grade', { grade: '' })}</span>
      {grade}
    </Badge>
  );
}

/** A rate with what it is made of: percentage, numerator and denominator, grade, and the way to the answers behind it. */
export function RateFigure({
  label,
  rate,
  to,
  note,
  large = false,
}: {
  readonly label: string;
  readonly rate: ShownRate;
  /** The page that opens the figure; only for those who may see it. */
  readonly to?: string | undefined;
  /** Method, unit or date of the figure. */
  readonly note?: string;
  readonly large?: boolean;
}) {
  return (
    <div className="flex flex-col gap-1 rounded-8 border border-solid-gray-420 p-4">
      <p className="text-dns-16B-130 text-solid-gray-800">{label}</p>
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <RateText rate={rate} className={large ? 'text-std-36B-140' : 'text-std-24B-150'} />
        {rate.grade && <Grade grade={rate.grade} />}
      </p>
      {rate.d > 0 && (
        <p className="text-dns-14N-130 tabular-nums text-solid-gray-700">{fractionText(rate)}</p>
      )}
      {note !== undefined && <p className="text-dns-14N-130 text-solid-gray-700">{note}</p>}
      {to !== undefined && rate.d > 0 && (
        <Link to={to} className="text-dns-14N-130">
          {t('rate.open', { label })}
        </Link>
      )}
    </div>
  );
}

/** A rate inside a table: `78.5%（157 / 200）`. */
export function RateCell({ rate, to }: { readonly rate: ShownRate; readonly to?: string | undefined }) {
  const text = <RateText rate={rate} />;
  return (
    <span className="inline-flex flex-wrap items-baseline justify-end gap-x-2 tabular-nums">
      {to !== undefined && rate.d > 0 ? <Link to={to}>{text}</Link> : text}
      {rate.d > 0 && <span className="text-dns-14N-130 text-solid-gray-700">{fractionText(rate)}</span>}
    </span>
  );
}

function RateText({ rate, className }: { readonly rate: ShownRate; readonly className?: string }) {
  if (rate.d === 0)
    return (
      <span className={className ? 'text-std-20B-150 text-solid-gray-700' : 'text-solid-gray-700'}>
        {t('rate.none')}
      </span>
    );
  return (
    <span className={className}>
      {rate.display}
      <span className={className && 'ml-0.5 text-std-18B-160'}>%</span>
    </span>
  );
}

const fractionText = (rate: ShownRate): string =>
  t('rate.fraction', { n: rate.n.toLocaleString('ja-JP'), d: rate.d.toLocaleString('ja-JP') });
