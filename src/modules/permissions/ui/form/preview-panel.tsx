import type { UseQueryResult } from '@tanstack/react-query';
import { Badge } from '../../../../kit/ui/badge.tsx';
import { FailureNotice } from '../../../../kit/ui/data.tsx';
import { Notice } from '../../../../kit/ui/notice.tsx';
import type { Preview } from '../calls.ts';
import { t } from '../messages.ts';
import { periodText } from '../parts.tsx';

/** Beside the form: who will decide it and why, and what stands against it, as it is filled in. */
export function PreviewPanel({ query }: { readonly query: UseQueryResult<Preview, Error> }) {
  const { data, error } = query;
  return (
    <section
      aria-label={t('preview.title')}
      aria-busy={query.isPlaceholderData}
      className="rounded-8 border border-solid-gray-420 p-4"
    >
      <h2 className="text-std-18B-160 text-solid-gray-900">{t('preview.title')}</h2>
      <p className="mb-3 text-dns-16N-130 text-solid-gray-700">{t('preview.lead')}</p>
      {error !== null && <FailureNotice error={error} />}
      {data === undefined ? (
        error === null && <p>{t('preview.waiting')}</p>
      ) : (
        <div className="flex flex-col gap-4">
          <Obstacles preview={data} />
          <Way steps={data.steps} />
          <Facts preview={data} />
        </div>
      )}
    </section>
  );
}

/** Gates that are closed, seats that nobody fills, and that no permission is needed. Read out when they appear. */
function Obstacles({ preview }: { readonly preview: Preview }) {
  return (
    <div role="status" className="flex flex-col gap-3 empty:hidden">
      {preview.closed.map((gate) => (
        <Notice key={gate.id} kind="error" title={t('preview.closed')}>
          {gate.message}
          {gate.clause !== '' && t('clause', { clause: gate.clause })}
        </Notice>
      ))}
      {/* Each stands with its seat below; here it is only read out. */}
      {preview.problems.length > 0 && !preview.override.possible && (
        <p className="sr-only">{[t('preview.problem'), ...preview.problems].join(' ')}</p>
      )}
      {!preview.needed && (
        <Notice title={t('preview.notNeeded')}>
          {t('preview.notNeededText', { threshold: preview.threshold })}
        </Notice>
      )}
    </div>
  );
}

/** The steps in order with their seats. */
function Way({ steps }: { readonly steps: Preview['steps'] }) {
  return (
    <ol className="flex flex-col gap-3">
      {steps.map((step, at) => (
        <li key={step.id} className="border-l-4 border-key-900 pl-3">
          <p className="text-dns-16B-130">{step.title || t('preview.step', { number: at + 1 })}</p>
          {step.seats.length > 1 && (
            <p className="text-dns-14N-130 text-solid-gray-700">{t(`preview.${step.mode}`)}</p>
          )}
          <ul className="mt-1 flex flex-col gap-2">
            {step.seats.map((seat) => (
              <li key={seat.id}>
                <p className="flex flex-wrap items-center gap-2 text-std-16N-170">
                  {seat.title}
                  {seat.body && <Badge>{t('preview.body')}</Badge>}
                  {seat.given && <Badge tone="green">{t('preview.given')}</Badge>}
                </p>
                <Holders holders={seat.holders} />
                {seat.problem !== '' && <p className="text-dns-16N-130 text-error-2">{seat.problem}</p>}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

/** Who sits in a seat, with post and why it is them. */
export function Holders({
  holders,
}: {
  readonly holders: Preview['steps'][number]['seats'][number]['holders'];
}) {
  return (
    <ul className="flex flex-col gap-1">
      {holders.map((holder) => (
        <li key={holder.personId} className="text-dns-16N-130">
          <span className="mr-2 font-bold">{holder.name}</span>
          {holder.post !== '' && <span className="mr-2 text-solid-gray-700">{holder.post}</span>}
          {holder.deputy && <Badge>{t('preview.deputy')}</Badge>}
          {holder.substitute && <Badge tone="orange">{t('preview.substitute')}</Badge>}
          <span className="block text-dns-14N-130 text-solid-gray-700">{holder.why}</span>
        </li>
      ))}
    </ul>
  );
}

function Facts({ preview }: { readonly preview: Preview }) {
  const period = periodText(preview.startsOn, preview.endsOn);
  const facts = [
    preview.informed === '' ? '' : t('preview.informed', { informed: preview.informed }),
    period === '' ? '' : t('preview.period', { period }),
    preview.missing.length === 0 ? '' : t('preview.missing', { count: preview.missing.length }),
  ].filter((fact) => fact !== '');
  return facts.map((fact) => (
    <p key={fact} className="text-dns-16N-130 text-solid-gray-700">
      {fact}
    </p>
  ));
}
