import { useCallback, useEffect, useMemo, useRef } from 'react';
import { formatDate } from '../../../kernel/dates.ts';
import { saveStateText } from '../../../kit/ui/autosave.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { ProgressBar } from '../../../kit/ui/progress.tsx';
import { notesOn, useRequirementNotes } from '../../../kit/ui/requirement-notes.tsx';
import { t } from '../messages-ui.ts';
import type { AnswerState } from '../model.ts';
import { QuestionCard, slotIdOf } from './sheet/question-card.tsx';
import { Review } from './sheet/review.tsx';
import { choose, countStates, keyOf, nextOpen } from './sheet/sheet-state.ts';
import { focusSlot, useSheetKeys } from './sheet/use-keyboard.ts';
import { type SheetAnswer, type SheetModel, useSheet } from './sheet/use-sheet.ts';

/** The page on which a sheet is answered: made for forty questions in less than five minutes. */
export default function SheetPage() {
  const { campaignId } = useParams('campaignId');
  const sheet = useData<SheetAnswer>(`/api/v1/campaigns/${campaignId}/sheet`);
  return (
    <LoadedPage query={sheet}>{(answer) => <Sheet key={answer.campaign.id} sheet={answer} />}</LoadedPage>
  );
}

function Sheet({ sheet }: { readonly sheet: SheetAnswer }) {
  const model = useSheet(sheet);
  const { slots, drafts, change } = model;
  const root = useRef<HTMLDivElement>(null);
  const slotIds = useMemo(() => slots.map(slotIdOf), [slots]);
  const answer = useCallback(
    (index: number, state: AnswerState) => {
      const slot = slots[index];
      const draft = slot && drafts.get(slot.key);
      if (slot && draft) change(slot.key, choose(draft, slot, state));
    },
    [slots, drafts, change],
  );
  useSheetKeys(root, slotIds, sheet.open ? answer : null);
  useResume(root, model, slotIds, sheet.open);
  const goTo = useCallback((slotId: string) => focusSlot(root.current, slotId), []);
  return (
    <div ref={root} className="mx-auto flex w-full max-w-3xl flex-col gap-4">
      <PageHeader
        title={sheet.campaign.title}
        lead={t('sheet.lead', {
          name: sheet.person.name,
          unit: sheet.person.unitName,
          date: formatDate(sheet.closesOn),
        })}
      />
      {!sheet.open && <Notice kind="warning" title={t('sheet.closed')} />}
      {sheet.open && sheet.submittedAt !== null && <Notice kind="success" title={t('sheet.submitted')} />}
      {model.conflicted && <Notice kind="warning" role="alert" title={t('sheet.conflict')} />}
      <StatusBar model={model} slotIds={slotIds} goTo={goTo} open={sheet.open} />
      {sheet.open && (
        <div className="hidden md:block">
          <Disclosure summary={t('sheet.howTo')}>
            <p className="text-std-16N-170">{t('sheet.keys')}</p>
          </Disclosure>
        </div>
      )}
      <Questions sheet={sheet} model={model} />
      <Review
        campaignId={sheet.campaign.id}
        model={model}
        submitted={sheet.submittedAt !== null}
        open={sheet.open}
        goTo={goTo}
      />
    </div>
  );
}

/** Somebody who comes back goes on where they stopped. */
function useResume(
  root: React.RefObject<HTMLDivElement | null>,
  { slots, drafts }: SheetModel,
  slotIds: readonly string[],
  open: boolean,
): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current || !open) return;
    first.current = false;
    const next = nextOpen(slots, drafts);
    const slotId = slotIds[next];
    if (next > 0 && slotId !== undefined) focusSlot(root.current, slotId, false);
  }, [root, slots, drafts, slotIds, open]);
}

function StatusBar({
  model,
  slotIds,
  goTo,
  open,
}: {
  readonly model: SheetModel;
  readonly slotIds: readonly string[];
  readonly goTo: (slotId: string) => void;
  readonly open: boolean;
}) {
  const { drafts, slots, state, saveAll } = model;
  const counts = countStates(drafts);
  const next = slotIds[nextOpen(slots, drafts)];
  return (
    <div className="sticky top-0 z-10 -mx-2 flex flex-col gap-2 border-b border-solid-gray-300 bg-white px-2 py-3">
      <ProgressBar label={t('sheet.progress')} done={drafts.size - counts.unanswered} total={drafts.size} />
      {open && (
        <div className="flex min-h-9 flex-wrap items-center justify-between gap-2">
          <p role="status" className="text-dns-16N-130">
            {saveStateText(state)}
          </p>
          <span className="flex gap-2">
            {state.phase === 'refused' && (
              <Button variant="outline" size="sm" onClick={() => void saveAll()}>
                {t('sheet.retry')}
              </Button>
            )}
            {next !== undefined && (
              <Button variant="outline" size="sm" onClick={() => goTo(next)}>
                {t('sheet.nextOpen')}
              </Button>
            )}
          </span>
        </div>
      )}
    </div>
  );
}

const noNotes: readonly never[] = [];

function Questions({ sheet, model }: { readonly sheet: SheetAnswer; readonly model: SheetModel }) {
  const byKey = useMemo(() => Map.groupBy(model.slots, (slot) => slot.key), [model.slots]);
  const { packId } = sheet.campaign;
  const notes = useRequirementNotes(packId);
  // One list for each question that stays the same, so that no card is drawn anew while another is answered.
  const notesByKey = useMemo(
    () =>
      new Map(
        sheet.questions.map((question) => {
          const scopeIds = (question.parts ?? []).map((part) => part.id);
          return [keyOf(question), notesOn(notes, { packId, item: question.item, scopeIds })];
        }),
      ),
    [sheet.questions, notes, packId],
  );
  const numbers = new Map(sheet.questions.map((question, index) => [keyOf(question), index + 1]));
  return sheet.groups.map((group) => (
    <section key={group.id} aria-label={group.title} className="flex flex-col gap-4">
      <h2 className="pt-4 text-std-20B-150">{group.title}</h2>
      {sheet.questions
        .filter((question) => question.roleGroup === group.id)
        .map((question) => {
          const key = keyOf(question);
          const draft = model.drafts.get(key);
          if (!draft) return null;
          return (
            <QuestionCard
              key={key}
              packId={packId}
              question={question}
              number={numbers.get(key) ?? 0}
              total={sheet.questions.length}
              slots={byKey.get(key) ?? []}
              draft={draft}
              disabled={!sheet.open}
              onChange={model.change}
              notes={notesByKey.get(key) ?? noNotes}
            />
          );
        })}
    </section>
  ));
}
