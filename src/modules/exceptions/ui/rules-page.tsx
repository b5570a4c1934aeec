import { useState } from 'react';
import { StatusLabel } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { RadioGroup } from '../../../kit/ui/choice.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextArea } from '../../../kit/ui/inputs.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { showInstant } from '../../../kit/ui/values.ts';
import { t as words } from '../messages.ts';
import { t } from '../messages-ui.ts';
import { type RuleOpinion, ruleOpinions } from '../model.ts';
import { answerRule, considerRule, everything, type RuleReviews } from './calls.ts';

type RuleReview = RuleReviews['items'][number];

const states = {
  raised: { label: words('reviewStatus.raised'), tone: 'orange' },
  considered: { label: words('reviewStatus.considered'), tone: 'blue' },
  answered: { label: words('reviewStatus.answered'), tone: 'green' },
} as const;

/** Rules that many exceptions are about: what the head officer thinks, and what was decided. */
export default function RulesPage() {
  const reviews = useData<RuleReviews>('/api/v1/exceptions/rule-reviews');
  return (
    <>
      <PageHeader title={t('page.rules')} lead={t('rules.lead')} />
      <Loaded query={reviews}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('rules.none')}>{t('rules.noneText')}</EmptyState>
          ) : (
            <ul className="flex flex-col gap-6">
              {items.map((review) => (
                <RuleCard key={review.id} review={review} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

function RuleCard({ review }: { readonly review: RuleReview }) {
  const mayConsider = useMay('exceptions.consider');
  const mayAnswer = useMay('exceptions.answer');
  const [open, setOpen] = useState(false);
  const step =
    review.status === 'raised' && mayConsider
      ? 'consider'
      : review.status === 'considered' && mayAnswer
        ? 'answer'
        : null;
  return (
    <li className="flex flex-col gap-3 rounded-12 border border-solid-gray-300 p-4 sm:p-6">
      <p className="flex flex-wrap items-center gap-3 text-dns-16N-130">
        <StatusLabel value={review.status} states={states} />
        <span>{t('rules.raised', { at: showInstant(review.raisedAt), threshold: review.threshold })}</span>
      </p>
      <h2 className="text-std-18B-160">
        {review.clause}　{review.clauseText}
      </h2>
      <p className="text-dns-14N-130 text-solid-gray-700">{review.edition}</p>
      <DescriptionList
        entries={[
          [
            t('rules.exceptions', { count: review.exceptions.length }),
            <ul key="exceptions" className="flex flex-col gap-1">
              {review.exceptions.map((each) => (
                <li key={each.id}>
                  <Link to={`/exceptions/${each.id}`}>
                    {each.number}　{each.title}
                  </Link>
                </li>
              ))}
            </ul>,
          ],
          [t('rules.considered'), sayingOf(review.considered)],
          [t('rules.answered'), sayingOf(review.answered)],
        ]}
      />
      {step && (
        <div>
          <Button onClick={() => setOpen(true)}>{t(`rules.${step}`)}</Button>
        </div>
      )}
      {open && step && <SayDialog review={review} step={step} close={() => setOpen(false)} />}
    </li>
  );
}

function sayingOf({ opinion, note, by, at }: RuleReview['considered']) {
  if (opinion === null) return undefined;
  return (
    <span className="whitespace-pre-wrap">
      <strong>{words(`opinion.${opinion}`)}</strong>
      {`\n${note}\n${by ?? ''}　${at === null ? '' : showInstant(at)}`}
    </span>
  );
}

function SayDialog({
  review,
  step,
  close,
}: {
  readonly review: RuleReview;
  readonly step: 'consider' | 'answer';
  readonly close: () => void;
}) {
  const done = useDone(everything, close);
  const form = useForm<{ opinion: RuleOpinion | ''; note: string }>({
    initial: { opinion: review.considered.opinion ?? '', note: '' },
    check: ({ opinion }) => (opinion === '' ? [{ field: 'opinion', message: t('check.opinion') }] : []),
    send: async ({ opinion, note }) => {
      if (opinion === '') return;
      const say = step === 'consider' ? considerRule : answerRule;
      await say({ params: { id: review.id }, body: { version: review.version, opinion, note } });
      await done(t(`done.${step}`));
    },
  });
  return (
    <Dialog open onClose={close} title={t(`rules.${step}`)} size="sm">
      <Form form={form} submit={t(`rules.${step}Send`)}>
        <p className="text-std-16N-170">
          {review.clause}　{review.clauseText}
        </p>
        <RadioGroup<RuleOpinion>
          name="opinion"
          label={t('rules.opinion')}
          required
          options={ruleOpinions.map((value) => ({ value, label: words(`opinion.${value}`) }))}
          value={form.values.opinion}
          onChange={(opinion) => form.set({ opinion })}
          error={form.error('opinion')}
        />
        <TextArea label={t('rules.note')} required rows={4} {...form.text('note')} />
      </Form>
    </Dialog>
  );
}
