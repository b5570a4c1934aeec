import { useState } from 'react';
import { formatDate, formatInstant } from '../../../kernel/dates.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { Checkbox } from '../../../kit/ui/choice.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { ButtonLink, Link } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay, useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { type CarryRow, changeCarry, confirmCarry, everything, returnCarry } from './calls.ts';
import { CarryStateBadge } from './parts.tsx';

/** One entry of the carry book. */
export default function CarryPage() {
  const { entryId } = useParams('entryId');
  const entry = useData<CarryRow>(`/api/v1/carry-entries/${entryId}`);
  return <LoadedPage query={entry}>{(row) => <Entry key={row.id} entry={row} />}</LoadedPage>;
}

function Entry({ entry }: { readonly entry: CarryRow }) {
  const mine = useSession().person?.id === entry.personId;
  const mayConfirm = useMay('carrying.confirm');
  const [open, setOpen] = useState<'none' | 'return' | 'change' | 'confirm'>('none');
  const close = () => setOpen('none');
  const away = entry.returnedOn === null;
  return (
    <>
      <PageHeader
        title={`${t(`direction.${entry.direction}`)}：${entry.item}`}
        status={<CarryStateBadge state={entry.state} direction={entry.direction} />}
        actions={
          <>
            {away && (mine || mayConfirm) && (
              <>
                <Button onClick={() => setOpen('return')}>{ui(`carry.return.${entry.direction}`)}</Button>
                <Button variant="outline" onClick={() => setOpen('change')}>
                  {ui('carry.change')}
                </Button>
              </>
            )}
            {entry.state === 'returned' && mayConfirm && !mine && (
              <Button onClick={() => setOpen('confirm')}>{ui('carry.confirm')}</Button>
            )}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {entry.state === 'overdue' && (
          <Notice
            kind="warning"
            title={ui('carry.overdueTitle')}
            actions={<ButtonLink to="/report-incident">{ui('media.report')}</ButtonLink>}
          >
            {ui('carry.overdueText', { date: formatDate(entry.dueOn) })}
          </Notice>
        )}
        <Facts entry={entry} />
      </div>
      <Section title={ui('media.history')}>
        <HistoryPanel path={`/api/v1/carry-entries/${entry.id}/history`} />
      </Section>
      {open === 'return' && <ReturnDialog entry={entry} close={close} />}
      {open === 'change' && <ChangeDialog entry={entry} close={close} />}
      {open === 'confirm' && <ConfirmEntryDialog entry={entry} close={close} />}
    </>
  );
}

function Facts({ entry }: { readonly entry: CarryRow }) {
  const mayMedia = useMay('media.read');
  const out = entry.direction === 'out';
  return (
    <DescriptionList
      entries={[
        [t('carry.unit'), entry.unit.name],
        [t('carry.person'), entry.personName],
        [ui(`carry.at.${entry.direction}`), formatInstant(new Date(entry.carriedAt))],
        [ui(`carry.item.${entry.direction}`), entry.item],
        [ui('carry.medium'), entry.medium && <Medium medium={entry.medium} linked={mayMedia} />],
        [t('medium.quantity'), ui('media.countOf', { count: entry.quantity })],
        [t('carry.purpose'), entry.purpose],
        [ui(`carry.place.${entry.direction}`), entry.place],
        [t('carry.protection'), out ? t(`protection.${entry.protection}`) : null],
        [t('carry.permission'), <Permission key="permission" entry={entry} />],
        [ui(`carry.due.${entry.direction}`), formatDate(entry.dueOn)],
        [t('carry.returnedOn'), entry.returnedOn === null ? null : formatDate(entry.returnedOn)],
        [ui('carry.erased'), entry.erased === null ? null : ui(entry.erased ? 'media.yes' : 'media.none')],
        [
          t('carry.confirmedBy'),
          entry.confirmedAt === null
            ? null
            : ui('carry.confirmedBy', {
                name: entry.confirmedBy,
                at: formatInstant(new Date(entry.confirmedAt)),
              }),
        ],
        [ui('carry.confirmNote'), entry.confirmNote],
      ]}
    />
  );
}

const Medium = ({
  medium,
  linked,
}: {
  readonly medium: { readonly id: string; readonly number: string };
  readonly linked: boolean;
}) => (linked ? <Link to={`/media/${medium.id}`}>{medium.number}</Link> : medium.number);

function Permission({ entry }: { readonly entry: CarryRow }) {
  if (entry.permissionRequestId === null) return entry.permissionNote || ui('media.none');
  return <Link to={`/permissions/${entry.permissionRequestId}`}>{entry.permissionNote}</Link>;
}

interface Props {
  readonly entry: CarryRow;
  readonly close: () => void;
}

function ReturnDialog({ entry, close }: Props) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm({
    initial: { returnedOn: today, erased: false },
    send: async (values: { returnedOn: string; erased: boolean }) => {
      await returnCarry({ params: { id: entry.id }, body: { ...values, version: entry.version } });
      await done(ui('done.recorded'));
    },
  });
  return (
    <Dialog open onClose={close} title={ui(`carry.return.${entry.direction}`)} size="sm">
      <Form form={form} submit={ui('action.record')}>
        <DateField label={ui('carry.returnedOn')} required {...form.text('returnedOn')} />
        <Checkbox
          label={ui('carry.erased')}
          checked={form.values.erased}
          onChange={(erased) => form.set({ erased })}
        />
      </Form>
    </Dialog>
  );
}

function ChangeDialog({ entry, close }: Props) {
  const done = useDone(everything, close);
  const form = useForm({
    initial: { purpose: entry.purpose, place: entry.place, dueOn: entry.dueOn },
    send: async (values: { purpose: string; place: string; dueOn: string }) => {
      await changeCarry({ params: { id: entry.id }, body: { ...values, version: entry.version } });
      await done(ui('done.saved'));
    },
  });
  return (
    <Dialog open onClose={close} title={ui('carry.change')}>
      <Form form={form} submit={ui('action.save')}>
        <TextArea label={t('carry.purpose')} required maxLength={500} {...form.text('purpose')} />
        <TextField label={ui(`carry.place.${entry.direction}`)} required {...form.text('place')} />
        <DateField label={ui(`carry.due.${entry.direction}`)} required {...form.text('dueOn')} />
      </Form>
    </Dialog>
  );
}

function ConfirmEntryDialog({ entry, close }: Props) {
  const done = useDone(everything, close);
  const form = useForm({
    initial: { note: '' },
    send: async ({ note }: { note: string }) => {
      await confirmCarry({ params: { id: entry.id }, body: { note, version: entry.version } });
      await done(ui('done.confirmed'));
    },
  });
  return (
    <Dialog open onClose={close} title={ui('carry.confirm')} size="sm">
      <Form form={form} submit={ui('carry.confirm')}>
        <TextArea label={ui('carry.confirmNote')} maxLength={500} {...form.text('note')} />
      </Form>
    </Dialog>
  );
}
