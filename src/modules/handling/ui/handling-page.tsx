import { useQuery } from '@tanstack/react-query';
import { type Answer as AnswerOf, endpoint } from '../../../kit/ui/api.ts';
import { FailureNotice, useData } from '../../../kit/ui/data.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import type { askHandling, listHandlingActions } from '../routes.ts';
import { type Address, askOf, emptyAddress, forgetWay } from './address.ts';
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
              <AnswerPanel answer={answer.data} address={address} restart={() => change(emptyAddress)} />
            )
          )}
        </section>
      </div>
    </>
  );
}

export interface StepProps {
  readonly offer: Offer;
  readonly address: Address;
  readonly change: (change: Partial<Address>) => void;
}

/** The situations of everyday work: each fills the steps in. */
function Situations({ offer, change }: StepProps) {
  const asked = offer.situations.flatMap(({ id, title, ask }) => (ask === null ? [] : [{ id, title, ask }]));
  return (
    <Disclosure summary={t('situations.title')}>
      <p className="mb-3 text-std-16N-170 text-solid-gray-700">{t('situations.lead')}</p>
      <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
        {asked.map(({ id, title, ask }) => (
          <li key={id}>
            <button
              type="button"
              className="focus-ring size-full rounded-8 border border-solid-gray-420 bg-white px-4 py-3 text-left text-std-16N-170 text-key-900 hover:bg-key-50 hover:underline"
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
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
