import { useState } from 'react';
import { type Answer as ApiAnswer, api } from '../../../../kit/ui/api.ts';
import { Button } from '../../../../kit/ui/button.tsx';
import { FailureNotice, useDeed } from '../../../../kit/ui/data.tsx';
import { ConfirmDialog } from '../../../../kit/ui/dialog.tsx';
import { ButtonLink, Link } from '../../../../kit/ui/link.tsx';
import { Notice } from '../../../../kit/ui/notice.tsx';
import { t } from '../../messages-ui.ts';
import type { postSubmit } from '../../routes/sheet.ts';
import { slotIdOf } from './question-card.tsx';
import { countStates, needsReason, stateAt } from './sheet-state.ts';
import type { SheetModel } from './use-sheet.ts';

/** More than these are not listed: somebody who has just begun does not need the list. */
const SHOWN = 5;

/** The end of the sheet: what is answered, what is open, and handing in. */
export function Review({
  campaignId,
  model,
  submitted,
  open,
  goTo,
}: {
  readonly campaignId: string;
  readonly model: SheetModel;
  readonly submitted: boolean;
  readonly open: boolean;
  readonly goTo: (slotId: string) => void;
}) {
  const { slots, drafts, saveAll } = model;
  const [asking, setAsking] = useState(false);
  const counts = countStates(drafts);
  const submit = useDeed<boolean, ApiAnswer<typeof postSubmit>>({
    run: async (withUnanswered) => {
      await saveAll();
      return api.post(`/api/v1/campaigns/${campaignId}/sheet/submit`, { withUnanswered });
    },
    changes: ['/api/v1/me'],
  });
  const numbered = slots.map((slot, index) => ({ slot, index, draft: drafts.get(slot.key) }));
  const openSlots = numbered.filter(({ slot, draft }) => draft && stateAt(slot, draft) === 'unanswered');
  const reasons = numbered.filter(({ draft }) => draft && needsReason(draft));
  const done = submitted || submit.isSuccess;
  return (
    <section
      aria-labelledby="review"
      className="flex flex-col gap-4 rounded-12 border border-solid-gray-300 bg-white p-4 sm:p-6"
    >
      <h2 id="review" className="text-std-20B-150">
        {t('review.title')}
      </h2>
      <p className="text-std-16N-170 tabular-nums">
        {t('review.counts', {
          done: counts.done,
          notDone: counts.not_done,
          notApplicable: counts.not_applicable,
          unanswered: counts.unanswered,
        })}
      </p>
      {counts.unanswered === 0 && <p className="text-std-16N-170">{t('review.allDone')}</p>}
      <Places title={t('review.open')} slots={openSlots} goTo={goTo} />
      <Places title={t('review.reasonOpen')} slots={reasons} goTo={goTo} />
      {submit.isError && <FailureNotice error={submit.error} />}
      {submit.isSuccess && <Notice kind="success" title={t('review.done')} role="status" />}
      {open && (
        <div className="flex flex-wrap gap-3">
          <Button
            size="lg"
            busy={submit.isPending}
            onClick={() => (counts.unanswered > 0 ? setAsking(true) : submit.mutate(false))}
            disabled={done && counts.unanswered === 0 && submit.isSuccess}
          >
            {done ? t('review.submitAgain') : t('review.submit')}
          </Button>
          <Link to={`/self-check/${campaignId}/sheet/file`} className="self-center">
            {t('paper.link')}
          </Link>
          {done && <ButtonLink to="/">{t('review.home')}</ButtonLink>}
        </div>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('review.confirmTitle')}
        confirm={t('review.submit')}
        onConfirm={async () => {
          await submit.mutateAsync(true);
          setAsking(false);
        }}
      >
        {t('review.confirmText', { count: counts.unanswered })}
      </ConfirmDialog>
    </section>
  );
}

function Places({
  title,
  slots,
  goTo,
}: {
  readonly title: string;
  readonly slots: readonly { readonly slot: SheetModel['slots'][number]; readonly index: number }[];
  readonly goTo: (slotId: string) => void;
}) {
  if (slots.length === 0) return null;
  return (
    <div>
      <h3 className="text-std-16B-170">{title}</h3>
      <ul className="mt-1 flex flex-col gap-1">
        {slots.slice(0, SHOWN).map(({ slot }) => (
          <li key={slotIdOf(slot)}>
            <Button variant="text" size="sm" className="text-left" onClick={() => goTo(slotIdOf(slot))}>
              {slot.part ? `${slot.part.name}：${slot.question.question}` : slot.question.question}
            </Button>
          </li>
        ))}
        {slots.length > SHOWN && (
          <li className="pl-3 text-std-16N-170">{t('review.andMore', { count: slots.length - SHOWN })}</li>
        )}
      </ul>
    </div>
  );
}
