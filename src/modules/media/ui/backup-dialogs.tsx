import { RadioGroup } from '../../../kit/ui/choice.tsx';
import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { EditDialog } from '../../../kit/ui/edit-dialog.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { BackupFields, type BackupValues, backupBody, backupFieldOf } from './backup-fields.tsx';
import { addBackupSet, addRestoreTest, type BackupDetail, changeBackup, everything } from './calls.ts';
import { classValues } from './medium-fields.tsx';
import { candidate, MediumPicker } from './parts.tsx';

interface Props {
  readonly backup: BackupDetail;
  readonly close: () => void;
}

const fieldLabels: Readonly<Record<string, string>> = {
  name: t('backup.name'),
  unitId: t('medium.unit'),
  systemId: t('medium.system'),
  informationId: ui('backups.information'),
  confidentiality: t('classes.axis.confidentiality'),
  integrity: t('classes.axis.integrity'),
  availability: t('classes.axis.availability'),
  method: t('backup.method'),
  placeId: t('medium.place'),
  separateSite: t('backup.separateSite'),
  cycleDays: t('backup.cycleDays'),
  retentionDays: t('backup.retentionDays'),
  testMonths: ui('backups.testMonths'),
  restoreSteps: ui('backups.restoreSteps'),
  endedOn: t('backup.endedOn'),
  note: t('medium.note'),
};

/** Changes the entry. */
export function EditBackupDialog({ backup, close }: Props) {
  const done = useDone(everything, close);
  return (
    <EditDialog<BackupValues>
      title={ui('backups.edit')}
      size="lg"
      submit={ui('action.save')}
      initial={{
        ...backup,
        ...classValues(backup),
        unit: candidate(backup.unit),
        system: candidate(backup.system),
        information: candidate(backup.information),
        place: candidate(backup.place),
        cycleDays: String(backup.cycleDays),
        retentionDays: String(backup.retentionDays),
        testMonths: String(backup.testMonths),
        endedOn: backup.endedOn ?? '',
      }}
      fieldOf={backupFieldOf}
      check={({ unit }) => (unit === null ? [{ field: 'unit', message: ui('pick.unit') }] : [])}
      version={backup.version}
      labels={fieldLabels}
      save={async (values, over) => {
        await changeBackup({ params: { id: backup.id }, body: { ...backupBody(values), ...over } });
        await done(ui('done.saved'));
      }}
      close={close}
    >
      {(form) => <BackupFields form={form} />}
    </EditDialog>
  );
}

type Outcome = 'succeeded' | 'failed';

const outcomes = (['succeeded', 'failed'] as const).map((value) => ({
  value,
  label: ui(`backups.${value}`),
}));

/** Records that a backup was taken, or failed. */
export function TakeDialog({ backup, close }: Props) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm<{ takenOn: string; outcome: Outcome; medium: Candidate | null; note: string }>({
    initial: { takenOn: today, outcome: 'succeeded', medium: null, note: '' },
    fieldOf: (field) => (field === 'mediumId' ? 'medium' : field),
    send: async ({ takenOn, outcome, medium, note }) => {
      const body = { takenOn, succeeded: outcome === 'succeeded', mediumId: medium?.value ?? null, note };
      await addBackupSet({ params: { id: backup.id }, body });
      await done(ui('done.recorded'));
    },
  });
  return (
    <Dialog open onClose={close} title={ui('backups.take')}>
      <Form form={form} submit={ui('action.record')}>
        <DateField label={ui('backups.takenOn')} required {...form.text('takenOn')} />
        <RadioGroup<Outcome>
          label={ui('backups.result')}
          inline
          value={form.values.outcome}
          onChange={(outcome) => form.set({ outcome })}
          options={outcomes}
        />
        <MediumPicker
          name="medium"
          label={ui('backups.medium')}
          support={ui('backups.mediumHint')}
          value={form.values.medium}
          onChange={(medium) => form.set({ medium })}
          error={form.error('medium')}
        />
        <TextArea label={t('medium.note')} maxLength={1000} {...form.text('note')} />
      </Form>
    </Dialog>
  );
}

/** Records a test of restoring. */
export function TestDialog({ backup, close }: Props) {
  const { today, person } = useSession();
  const done = useDone(everything, close);
  const form = useForm<{ testedOn: string; outcome: Outcome; tester: string; note: string }>({
    initial: { testedOn: today, outcome: 'succeeded', tester: person?.name ?? '', note: '' },
    send: async ({ outcome, ...values }) => {
      const body = { ...values, succeeded: outcome === 'succeeded' };
      await addRestoreTest({ params: { id: backup.id }, body });
      await done(ui('done.recorded'));
    },
  });
  return (
    <Dialog open onClose={close} title={ui('backups.test')}>
      <Form form={form} submit={ui('action.record')}>
        <DateField label={ui('backups.testedOn')} required {...form.text('testedOn')} />
        <RadioGroup<Outcome>
          label={ui('backups.result')}
          inline
          value={form.values.outcome}
          onChange={(outcome) => form.set({ outcome })}
          options={outcomes}
        />
        <TextField label={ui('backups.tester')} required width="md" {...form.text('tester')} />
        <TextArea label={t('medium.note')} maxLength={1000} {...form.text('note')} />
      </Form>
    </Dialog>
  );
}
