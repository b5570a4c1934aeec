import { useState } from 'react';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { FailureNotice, useDeed } from '../../../kit/ui/data.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { TextArea } from '../../../kit/ui/inputs.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { showInstant } from '../../../kit/ui/values.ts';
import { t } from '../messages-ui.ts';
import { carryOut, type ExceptionInfo, everything } from './calls.ts';
import { dayText } from './words.ts';

type Condition = ExceptionInfo['conditions'][number];

/** What the permission hangs on, each with its day and who carried it out. */
export function Conditions({ info }: { readonly info: ExceptionInfo }) {
  const [open, setOpen] = useState<Condition | null>(null);
  const mayCarryOut = info.deeds.includes('condition');
  return (
    <Section title={t('section.conditions')} lead={t('conditions.lead')}>
      <ul className="border-t border-solid-gray-300">
        {info.conditions.map((condition) => (
          <li
            key={condition.id}
            className="flex flex-wrap items-start justify-between gap-3 border-b border-solid-gray-300 py-3"
          >
            <div className="min-w-0 flex-1">
              <p className="text-std-16N-170 whitespace-pre-wrap">{condition.text}</p>
              <p className="text-dns-14N-130 text-solid-gray-700">
                {condition.dueOn === null
                  ? t('conditions.noDue')
                  : t('conditions.due', { date: dayText(condition.dueOn) })}
                {condition.doneAt !== null &&
                  `　${t('conditions.doneBy', { name: condition.doneBy ?? '', at: showInstant(condition.doneAt) })}`}
                {condition.doneNote !== '' && `　${condition.doneNote}`}
              </p>
            </div>
            <ConditionState condition={condition} />
            {mayCarryOut && condition.doneAt === null && (
              <Button size="sm" variant="outline" onClick={() => setOpen(condition)}>
                {t('conditions.carryOut')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {open && <CarryOutDialog info={info} condition={open} close={() => setOpen(null)} />}
    </Section>
  );
}

function ConditionState({ condition }: { readonly condition: Condition }) {
  const { today } = useSession();
  if (condition.doneAt !== null) return <Badge tone="green">{t('conditions.done')}</Badge>;
  if (condition.dueOn !== null && condition.dueOn < today)
    return <Badge tone="red">{t('conditions.missed')}</Badge>;
  return <Badge tone="orange">{t('conditions.open')}</Badge>;
}

function CarryOutDialog({
  info,
  condition,
  close,
}: {
  readonly info: ExceptionInfo;
  readonly condition: Condition;
  readonly close: () => void;
}) {
  const [note, setNote] = useState('');
  const deed = useDeed({
    run: () =>
      carryOut({
        params: { id: info.id, conditionId: condition.id },
        body: { version: condition.version, note },
      }),
    changes: everything,
    done: close,
  });
  return (
    <Dialog
      open
      onClose={close}
      title={t('conditions.carryOutTitle')}
      size="sm"
      actions={
        <Button onClick={() => deed.mutate()} busy={deed.isPending}>
          {t('conditions.carryOut')}
        </Button>
      }
    >
      {deed.isError && <FailureNotice error={deed.error} />}
      <p className="mb-4 text-std-16N-170">{condition.text}</p>
      <TextArea label={t('conditions.note')} required={false} rows={2} value={note} onChange={setNote} />
    </Dialog>
  );
}
