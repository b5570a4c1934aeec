import { useState } from 'react';
import { formatDate, isIsoDate } from '../../../kernel/dates.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { Loaded, useData, useDeed } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages.ts';
import { everything, reorganise, type UnitTree } from './calls.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { describeChange, nextFirstOfApril, type UnitChangeBody } from './reorganisation-draft.ts';

/** Draws up the changes of a day and enters them together. */
export default function ReorganisePage() {
  const { today } = useSession();
  const [date, setDate] = useState(() => nextFirstOfApril(today));
  const [changes, setChanges] = useState<readonly UnitChangeBody[]>([]);
  const [open, setOpen] = useState<'none' | 'change' | 'confirm'>('none');
  const tree = useData<UnitTree>('/api/v1/units', { date });
  const enter = useEnter();
  return (
    <>
      <PageHeader title={t('page.reorganise')} lead={t('reorganise.lead')} />
      <DateField label={t('reorganise.date')} required value={date} onChange={setDate} />
      <Loaded query={tree}>
        {({ units }) => (
          <Section
            title={t('reorganise.changes')}
            actions={
              <Button variant="outline" onClick={() => setOpen('change')}>
                {t('reorganise.addChange')}
              </Button>
            }
          >
            {changes.length === 0 && <p>{t('reorganise.none')}</p>}
            <ol className="flex flex-col gap-3">
              {changes.map((change, at) => (
                <li
                  // biome-ignore lint/suspicious/noArrayIndexKey: the same change may stand twice; its place tells it apart
                  key={at}
                  className="flex flex-wrap items-center gap-4 rounded-8 border border-solid-gray-420 p-4"
                >
                  <span className="min-w-0 flex-1">{describeChange(change, units)}</span>
                  <Button variant="text" size="sm" onClick={() => setChanges(changes.toSpliced(at, 1))}>
                    {t('reorganise.remove')}
                  </Button>
                </li>
              ))}
            </ol>
            <div className="mt-8">
              <Button
                size="lg"
                disabled={changes.length === 0 || !isIsoDate(date)}
                onClick={() => setOpen('confirm')}
              >
                {t('reorganise.submit')}
              </Button>
            </div>
            {open === 'change' && (
              <ChangeDialog
                units={units}
                close={() => setOpen('none')}
                add={(change) => setChanges([...changes, change])}
              />
            )}
          </Section>
        )}
      </Loaded>
      <ConfirmDialog
        open={open === 'confirm'}
        onClose={() => setOpen('none')}
        title={t('reorganise.submit')}
        confirm={t('reorganise.submit')}
        onConfirm={() => enter(date, changes)}
      >
        {isIsoDate(date) && <p>{t('reorganise.confirm', { date: formatDate(date) })}</p>}
      </ConfirmDialog>
    </>
  );
}

function useEnter(): (date: string, changes: readonly UnitChangeBody[]) => Promise<void> {
  const navigate = useNavigate();
  const toast = useToast();
  const deed = useDeed({
    run: (body: { date: string; changes: UnitChangeBody[] }) => reorganise({ body }),
    changes: everything,
  });
  return async (date, changes) => {
    const { movedPosts, movedAppointments, movedAssets, ...counts } = await deed.mutateAsync({
      date,
      changes: [...changes],
    });
    const moved = { posts: movedPosts, appointments: movedAppointments, assets: movedAssets };
    toast({ text: t('reorganise.done', { ...counts, ...moved }) });
    navigate(`/units?date=${date}`);
  };
}
