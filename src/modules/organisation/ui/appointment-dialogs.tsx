/** The dialogs of one appointment: deputy, term, end. */
import { formatDate } from '../../../kernel/dates.ts';
import { Button } from '../../../kit/ui/button.tsx';
import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { EditDialog } from '../../../kit/ui/edit-dialog.tsx';
import { Form, type FormState, useForm } from '../../../kit/ui/form.tsx';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { type AppointmentRow, addDeputy, changeAppointment, everything, finishAppointment } from './calls.ts';
import { type DraftChange, LiveFindings } from './live-findings.tsx';
import { endOf, lastDayOf, PersonPicker, periodText } from './parts.tsx';

interface Props {
  readonly row: AppointmentRow;
  readonly close: () => void;
}

/** One appointment as a whole, with what can be done about it. */
export function AppointmentDialog({
  row,
  open,
  close,
}: Props & { readonly open: (dialog: 'deputy' | 'term' | 'end') => void }) {
  return (
    <Dialog
      open
      onClose={close}
      title={row.deputy ? t('person.deputy', { role: row.role }) : row.role}
      actions={
        <>
          {!row.deputy && <Button onClick={() => open('deputy')}>{t('appointments.addDeputy')}</Button>}
          <Button variant="outline" onClick={() => open('term')}>
            {t('appointments.edit')}
          </Button>
          <Button variant="outline" onClick={() => open('end')}>
            {t('appointments.end')}
          </Button>
        </>
      }
    >
      <DescriptionList
        entries={[
          [t('person.name'), row.person.name],
          [t('person.number'), row.person.number],
          [t('appointment.scope'), row.scope?.name ?? t('scope.organisation')],
          [t('responsibility.term'), periodText(row.validFrom, row.validTo)],
          [t('appointment.decision'), row.decision],
          [t('appointment.decidedOn'), row.decidedOn === null ? null : formatDate(row.decidedOn)],
        ]}
      />
      <h3 className="mt-6 mb-2 text-std-18B-160">{t('section.history')}</h3>
      <HistoryPanel path={`/api/v1/appointments/${row.id}/history`} />
    </Dialog>
  );
}

interface TermValues {
  readonly validFrom: string;
  readonly lastDay: string;
  readonly decision: string;
  readonly decidedOn: string;
}

const termBody = ({ validFrom, lastDay, decision, decidedOn }: TermValues) => ({
  validFrom,
  validTo: endOf(lastDay),
  decision,
  decidedOn: decidedOn === '' ? null : decidedOn,
});

const formField = (field: string): string => ({ validTo: 'lastDay', personId: 'person' })[field] ?? field;

const TermFields = ({ form }: { readonly form: Pick<FormState<TermValues>, 'text'> }) => (
  <>
    <DateField label={t('appointments.from')} required {...form.text('validFrom')} />
    <DateField label={t('appointments.to')} {...form.text('lastDay')} />
    <TextField label={t('appointment.decision')} {...form.text('decision')} />
    <DateField label={t('appointment.decidedOn')} {...form.text('decidedOn')} />
  </>
);

/** Appoints a deputy within the term of the appointment. */
export function DeputyDialog({ row, close }: Props) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm<TermValues & { readonly person: Candidate | null }>({
    initial: { person: null, validFrom: today, lastDay: lastDayOf(row.validTo), decision: '', decidedOn: '' },
    fieldOf: formField,
    check: ({ person }) =>
      person === null ? [{ field: 'person', message: t('appointment.personLeft') }] : [],
    send: async ({ person, ...term }) => {
      await addDeputy({ params: { id: row.id }, body: { personId: person?.value ?? '', ...termBody(term) } });
      await done(t('appointments.done'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('appointments.deputyOf', { name: row.person.name })}>
      <p className="mb-6">{`${row.role}（${row.scope?.name ?? t('scope.organisation')}）`}</p>
      <Form form={form} submit={t('appointments.addDeputy')}>
        <PersonPicker
          name="person"
          label={t('appointments.person')}
          required
          value={form.values.person}
          onChange={(person) => form.set({ person })}
          error={form.error('person')}
        />
        <TermFields form={form} />
        <LiveFindings draft={deputyDraft(row, form.values, today)} />
      </Form>
    </Dialog>
  );
}

/** The deputy as the check takes it: looked at on the day on which the term begins. */
function deputyDraft(
  row: AppointmentRow,
  { person, ...term }: TermValues & { readonly person: Candidate | null },
  today: string,
): DraftChange | null {
  if (person === null || term.validFrom === '') return null;
  const { roleId, scopeKind } = row;
  const unitId = scopeKind === 'unit' ? (row.scope?.id ?? null) : null;
  const assetId = unitId === null ? (row.scope?.id ?? null) : null;
  const { validFrom, validTo } = termBody(term);
  const seat = { roleId, scopeKind, unitId, assetId, personId: person.value, deputyOf: row.id };
  return { date: validFrom > today ? validFrom : today, appoint: [{ ...seat, validFrom, validTo }] };
}

const labels: Readonly<Record<string, string>> = {
  validFrom: t('appointments.from'),
  validTo: t('appointments.to'),
  decision: t('appointment.decision'),
  decidedOn: t('appointment.decidedOn'),
};

/** Corrects term and decision. */
export function TermDialog({ row, close }: Props) {
  const done = useDone(everything, close);
  const { validFrom, decision } = row;
  return (
    <EditDialog<TermValues>
      title={t('appointments.edit')}
      submit={t('action.save')}
      initial={{ validFrom, lastDay: lastDayOf(row.validTo), decision, decidedOn: row.decidedOn ?? '' }}
      fieldOf={formField}
      version={row.version}
      labels={labels}
      save={async (values, over) => {
        await changeAppointment({ params: { id: row.id }, body: { ...termBody(values), ...over } });
        await done(t('done.saved'));
      }}
      close={close}
    >
      {(form) => <TermFields form={form} />}
    </EditDialog>
  );
}

/** Ends an appointment on its last day, and shows what is then missing. */
export function EndDialog({ row, close }: Props) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm({
    initial: { lastDay: today },
    fieldOf: () => 'lastDay',
    send: async ({ lastDay }: { lastDay: string }) => {
      await finishAppointment({
        params: { id: row.id },
        body: { version: row.version, validTo: endOf(lastDay) ?? today },
      });
      await done(t('appointments.ended'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('appointments.endTitle')}>
      <Form form={form} submit={t('appointments.end')}>
        <p>{t('appointments.endText', { role: row.role, name: row.person.name })}</p>
        <DateField label={t('person.lastDay')} required {...form.text('lastDay')} />
        <LiveFindings draft={{ end: [row.id], date: endOf(form.values.lastDay) ?? today }} />
      </Form>
    </Dialog>
  );
}
