import { useQuery } from '@tanstack/react-query';
import { type Answer as AnswerOf, endpoint } from '../../../kit/ui/api.ts';
import { FailureNotice, useData } from '../../../kit/ui/data.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { PlainLink } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import type { askHandling, listHandlingActions } from '../routes.ts';
import { type Address, askOf, emptyAddress, forgetWay, guideHref } from './address.ts';
import { AnswerPanel, answerId, OutcomeBar, Waiting } from './answer-panel.tsx';
import { t } from './messages.ts';
import { ActionStep, HoldingStep, WayStep } from './steps.tsx';

export type Offer = AnswerOf<typeof listHandlingActions>;
export type Answered = AnswerOf<typeof askHandling>;

const askApi = endpoint<typeof askHandling>('POST', '/api/v1/handling/decisions');

/** "May I?": what one holds, what one wants to do, how; the answer changes with every choice. */
export default function HandlingPage() {
  const offer = useData<Offer>('/api/v1/handling/actions');
  return <LoadedPage query={offer}>{(data) => <Adviser offer={data} />}</LoadedPage>;
}

function Adviser({ offer }: { readonly offer: Offer }) {
  const [address, change] = useUrlState<Address>(emptyAddress);
  const ask = askOf(address);
  const answer = useQuery<Answered, Error>({
    queryKey: ['handling-decision', JSON.stringify(ask)],
    queryFn: () => askApi({ body: ask ?? { action: '' } }),
    enabled: ask !== null,
    placeholderData: (before) => before,
    retry: false,
  });
  const props = { offer, address, change };
  return (
    <>
      <PageHeader title={t('page.title')} lead={t('page.lead')} />
      <Situations {...props} />
      <div className="mt-6 grid gap-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="flex flex-col gap-8">
          <HoldingStep {...props} />
          <ActionStep {...props} />
          <WayStep {...props} />
          {ask !== null && answer.data && <OutcomeBar answer={answer.data} />}
        </div>
        <section
          id={answerId}
          aria-label={t('answer.title')}
          aria-live="polite"
          className="self-start lg:sticky lg:top-4 lg:max-h-[calc(100vh-2rem)] lg:overflow-y-auto"
        >
          {ask === null ? (
            <Waiting />
          ) : answer.isError ? (
            <FailureNotice error={answer.error} />
          ) : (
            answer.data && (
              <AnswerPanel
                answer={answer.data}
                address={address}
                guides={guidesFor(offer, address)}
                restart={() => change(emptyAddress)}
              />
            )
          )}
        </section>
      </div>
    </>
  );
}

/** The situations that speak of what is asked about. */
const guidesFor = (offer: Offer, { action, medium }: Address): Offer['situations'] =>
  offer.situations.filter(
    ({ ask }) => ask?.action === action && (ask.medium === 'unspecified' || ask.medium === medium),
  );

export interface StepProps {
  readonly offer: Offer;
  readonly address: Address;
  readonly change: (change: Partial<Address>) => void;
}

/** The situations of everyday work: each fills the steps in; of some only the guide speaks. */
function Situations({ offer, change }: StepProps) {
  const guided = useMay('guide.read');
  const shown = offer.situations.filter(({ ask }) => ask !== null || guided);
  const tile =
    'focus-ring flex size-full items-center rounded-8 border border-solid-gray-420 bg-white px-4 py-3 text-left text-std-16N-170 text-key-900 hover:bg-key-50 hover:underline';
  return (
    <Disclosure summary={t('situations.title')}>
      <p className="mb-3 text-std-16N-170 text-solid-gray-700">{t('situations.lead')}</p>
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        {shown.map(({ id, title, ask }) => (
          <li key={id}>
            {ask === null ? (
              <PlainLink to={guideHref(id)} className={tile}>
                {t('situations.guide', { title })}
              </PlainLink>
            ) : (
              <button
                type="button"
                className={tile}
                onClick={() =>
                  change({
                    ...forgetWay,
                    action: ask.action,
                    medium: ask.medium === 'unspecified' ? '' : ask.medium,
                  })
                }
              >
                {title}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
