import { memo } from 'react';
import { Button } from '../../../../kit/ui/button.tsx';
import { ClauseGuides } from '../../../../kit/ui/clause-guides.tsx';
import { Disclosure } from '../../../../kit/ui/disclosure.tsx';
import { TextArea } from '../../../../kit/ui/inputs.tsx';
import { type RequirementNote, RequirementNotes } from '../../../../kit/ui/requirement-notes.tsx';
import { t } from '../../messages-ui.ts';
import type { SheetQuestion } from '../../queries/sheet.ts';
import { choose, type Draft, needsReason, type Slot, stateAt } from './sheet-state.ts';
import { StateChoice } from './state-choice.tsx';

export interface QuestionCardProps {
  readonly packId: string;
  readonly question: SheetQuestion;
  readonly number: number;
  readonly total: number;
  readonly slots: readonly Slot[];
  readonly draft: Draft;
  readonly disabled: boolean;
  readonly onChange: (key: string, draft: Draft) => void;
  /** Remarks of other rooms, such as exceptional measures that cover the person. */
  readonly notes: readonly RequirementNote[];
}

export const slotIdOf = (slot: Slot): string => `${slot.key}${slot.part ? `#${slot.part.id}` : ''}`;

/** One question: its words, the answers, and on demand what the standard says. Drawn anew only when it changes. */
export const QuestionCard = memo(function QuestionCard(props: QuestionCardProps) {
  const { packId, question, number, total, slots, draft, disabled, onChange, notes } = props;
  const several = slots.length > 1;
  const only = question.parts?.length === 1 ? question.parts[0] : undefined;
  const set = (change: Partial<Draft>) => slots[0] && onChange(slots[0].key, { ...draft, ...change });
  return (
    <article
      aria-label={t('sheet.number', { number, total })}
      className="flex flex-col gap-3 rounded-12 border border-solid-gray-300 bg-white p-4 sm:p-6"
    >
      <p className="text-dns-14N-130 text-solid-gray-700 tabular-nums">
        {t('sheet.number', { number, total })}
        {only && <span className="ml-3">{t('sheet.about', { name: only.name })}</span>}
      </p>
      <h3 className="text-std-18B-160">{question.question}</h3>
      <RequirementNotes notes={notes} />
      {several && <p className="text-std-16N-170">{t('sheet.parts')}</p>}
      {slots.map((slot) => (
        <StateChoice
          key={slotIdOf(slot)}
          slotId={slotIdOf(slot)}
          legend={slot.part ? t('sheet.answerFor', { name: slot.part.name }) : question.question}
          hiddenLegend={slot.part === null}
          value={stateAt(slot, draft)}
          disabled={disabled}
          onChoose={(state) => onChange(slot.key, choose(draft, slot, state))}
        />
      ))}
      {several && !disabled && <AllSame slots={slots} draft={draft} onChange={onChange} />}
      <Reason draft={draft} disabled={disabled} set={set} />
      <ClauseGuides packId={packId} item={question.item} />
      <div className="flex flex-wrap gap-x-8 *:has-[[open]]:basis-full">
        <Explanation question={question} />
        <div>
          <Disclosure summary={t('sheet.more')} open={draft.comment !== '' || draft.evidence !== ''}>
            <div className="flex flex-col gap-4">
              <TextArea
                label={t('sheet.comment')}
                value={draft.comment}
                disabled={disabled}
                onChange={(comment) => set({ comment })}
                rows={2}
              />
              <TextArea
                label={t('sheet.evidence')}
                value={draft.evidence}
                disabled={disabled}
                onChange={(evidence) => set({ evidence })}
                rows={2}
              />
            </div>
          </Disclosure>
        </div>
      </div>
    </article>
  );
});

function AllSame({ slots, draft, onChange }: Pick<QuestionCardProps, 'slots' | 'draft' | 'onChange'>) {
  const all = () => {
    const first = slots[0];
    if (first) onChange(first.key, choose(draft, { ...first, part: null }, 'done'));
  };
  return (
    <div>
      <Button variant="text" size="sm" onClick={all}>
        {t('sheet.allSame', { state: t('state.done') })}
      </Button>
    </div>
  );
}

function Reason({
  draft,
  disabled,
  set,
}: {
  readonly draft: Draft;
  readonly disabled: boolean;
  readonly set: (change: Partial<Draft>) => void;
}) {
  const asked =
    draft.state === 'not_applicable' || Object.values(draft.parts ?? {}).includes('not_applicable');
  if (!asked) return null;
  return (
    <TextArea
      label={t('sheet.reason')}
      required
      support={needsReason(draft) ? t('sheet.reasonWaiting') : undefined}
      value={draft.reason}
      disabled={disabled}
      onChange={(reason) => set({ reason })}
      rows={2}
    />
  );
}

function Explanation({ question }: { readonly question: SheetQuestion }) {
  return (
    <>
      <div>
        <Disclosure summary={t('sheet.summary')}>
          <p className="text-std-16N-170">{question.summary}</p>
          {question.subItems.length > 0 && (
            <ul className="mt-2 list-disc pl-6 text-std-16N-170">
              {question.subItems.map((sub) => (
                <li key={sub}>{sub}</li>
              ))}
            </ul>
          )}
          <p className="mt-2 text-dns-14N-130 text-solid-gray-700">
            {t('sheet.clause', { item: question.item, roles: question.roles.join('・') })}
          </p>
        </Disclosure>
      </div>
      {(question.whatCounts !== '' || question.notApplicableWhen !== '') && (
        <div>
          <Disclosure summary={t('sheet.whatCounts')}>
            <p className="text-std-16N-170">{question.whatCounts}</p>
            {question.notApplicableWhen !== '' && (
              <p className="mt-2 text-std-16N-170">
                <strong>{t('sheet.naWhen')}</strong>　{question.notApplicableWhen}
              </p>
            )}
          </Disclosure>
        </div>
      )}
    </>
  );
}
