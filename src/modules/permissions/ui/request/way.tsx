import { formatDate } from '../../../../kernel/dates.ts';
import { Badge, type BadgeTone } from '../../../../kit/ui/badge.tsx';
import { Section } from '../../../../kit/ui/page-header.tsx';
import { showInstant } from '../../../../kit/ui/values.ts';
import type { Request } from '../calls.ts';
import { Holders } from '../form/preview-panel.tsx';
import { t } from '../messages.ts';

const stepTones: Readonly<Record<Request['steps'][number]['state'], BadgeTone>> = {
  waiting: 'blue',
  later: 'neutral',
  done: 'green',
  stopped: 'neutral',
};
const decisionTones: Readonly<Record<Request['decisions'][number]['decision'], BadgeTone>> = {
  permit: 'green',
  refuse: 'red',
  send_back: 'orange',
  viewed: 'blue',
  given: 'neutral',
};

/** The steps with their seats and holders, and what was decided so far. */
export function Way({ request }: { readonly request: Request }) {
  return (
    <>
      <Section title={t('request.steps')}>
        <ol className="flex flex-col gap-4">
          {request.steps.map((step, at) => (
            <li key={step.id} className="border-l-4 border-key-900 pl-4">
              <p className="flex flex-wrap items-center gap-2 text-std-17B-170">
                {step.title || t('preview.step', { number: at + 1 })}
                <Badge tone={stepTones[step.state]}>{t(`request.step.${step.state}`)}</Badge>
              </p>
              {step.seats.length > 1 && (
                <p className="text-dns-16N-130 text-solid-gray-700">{t(`preview.${step.mode}`)}</p>
              )}
              <ul className="mt-2 grid gap-4 sm:grid-cols-2">
                {step.seats.map((seat) => (
                  <li key={seat.id}>
                    <p className="flex flex-wrap items-center gap-2 text-std-16N-170">
                      {seat.holders.some(({ name }) => name === seat.title)
                        ? t('column.deciders')
                        : seat.title}
                      <Badge tone={seat.state === 'done' ? 'green' : 'neutral'}>
                        {t(
                          seat.looks && seat.state === 'waiting'
                            ? 'request.notViewed'
                            : `request.seat.${seat.state}`,
                        )}
                      </Badge>
                      {seat.body && <Badge>{t('preview.body')}</Badge>}
                    </p>
                    <Holders holders={seat.holders} />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      </Section>
      <Section title={t('request.decisions')}>
        {request.decisions.length === 0 ? (
          <p className="text-solid-gray-700">{t('request.noDecisions')}</p>
        ) : (
          <ol className="border-t border-solid-gray-300">
            {request.decisions.map((decision) => (
              <DecisionItem key={`${decision.at} ${decision.seat} ${decision.person}`} decision={decision} />
            ))}
          </ol>
        )}
      </Section>
    </>
  );
}

function DecisionItem({ decision }: { readonly decision: Request['decisions'][number] }) {
  const { resolution } = decision;
  return (
    <li className="border-b border-solid-gray-300 py-3">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-dns-16N-130">
        <Badge tone={decisionTones[decision.decision]}>{t(`decision.${decision.decision}`)}</Badge>
        <span className="font-bold">{decision.person}</span>
        {decision.seat !== decision.person && <span className="text-solid-gray-700">{decision.seat}</span>}
        <time dateTime={decision.at} className="tabular-nums text-solid-gray-700">
          {showInstant(decision.at)}
        </time>
        {decision.override && <Badge tone="orange">{t('override')}</Badge>}
      </p>
      {[decision.conditions, decision.reason]
        .filter((text) => text !== '')
        .map((text) => (
          <p key={text} className="mt-1 whitespace-pre-wrap break-words text-std-16N-170">
            {text}
          </p>
        ))}
      {resolution !== null && (
        <p className="mt-1 text-std-16N-170">
          {t('decision.resolution', { ...resolution, date: formatDate(resolution.date) })}
        </p>
      )}
    </li>
  );
}
