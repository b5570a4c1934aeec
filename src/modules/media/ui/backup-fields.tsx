import { Checkbox } from '../../../kit/ui/choice.tsx';
import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import type { FormState } from '../../../kit/ui/form.tsx';
import { TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { UnitPicker } from '../../organisation/ui/index.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { ClassFields, type ClassValues, classBody } from './medium-fields.tsx';
import { InformationPicker, PlacePicker, SystemPicker } from './parts.tsx';

/** The values of the form of a backup. */
export interface BackupValues extends ClassValues {
  readonly name: string;
  readonly unit: Candidate | null;
  readonly system: Candidate | null;
  readonly information: Candidate | null;
  readonly method: string;
  readonly place: Candidate | null;
  readonly separateSite: boolean;
  readonly cycleDays: string;
  readonly retentionDays: string;
  readonly restoreSteps: string;
  readonly testMonths: string;
  readonly endedOn: string;
  readonly note: string;
}

export const noBackup: BackupValues = {
  ...{ name: '', unit: null, system: null, information: null, method: '', place: null },
  ...{ separateSite: false, cycleDays: '1', retentionDays: '90', restoreSteps: '', testMonths: '12' },
  ...{ endedOn: '', note: '', confidentiality: '', integrity: '', availability: '' },
};

/** The values as the API takes them. */
export const backupBody = (values: BackupValues) => ({
  ...classBody(values),
  name: values.name,
  unitId: values.unit?.value ?? '',
  systemId: values.system?.value ?? null,
  informationId: values.information?.value ?? null,
  method: values.method,
  placeId: values.place?.value ?? null,
  separateSite: values.separateSite,
  cycleDays: Number(values.cycleDays),
  retentionDays: Number(values.retentionDays),
  restoreSteps: values.restoreSteps,
  testMonths: Number(values.testMonths),
  endedOn: values.endedOn === '' ? null : values.endedOn,
  note: values.note,
});

/** Which field of the form a refusal of the server belongs to. */
export const backupFieldOf = (field: string): string =>
  ({ unitId: 'unit', systemId: 'system', placeId: 'place', informationId: 'information' })[field] ?? field;

/** Everything that the ledger keeps of a backup. */
export function BackupFields({ form }: { readonly form: FormState<BackupValues> }) {
  const { values, set } = form;
  const number = { required: true, width: 'sm', inputMode: 'numeric' } as const;
  return (
    <>
      <TextField label={t('backup.name')} required {...form.text('name')} />
      <UnitPicker
        name="unit"
        label={t('medium.unit')}
        required
        value={values.unit}
        onChange={(unit) => set({ unit })}
        error={form.error('unit')}
      />
      <SystemPicker
        name="system"
        label={t('medium.system')}
        value={values.system}
        onChange={(system) => set({ system })}
        error={form.error('system')}
      />
      <InformationPicker
        name="information"
        label={ui('backups.information')}
        value={values.information}
        onChange={(information) => set({ information })}
        error={form.error('information')}
      />
      <ClassFields form={form} electronic />
      <TextArea label={t('backup.method')} required maxLength={500} {...form.text('method')} />
      <PlacePicker
        name="place"
        label={t('medium.place')}
        value={values.place}
        onChange={(place) => set({ place })}
        error={form.error('place')}
      />
      <Checkbox
        label={t('backup.separateSite')}
        checked={values.separateSite}
        onChange={(separateSite) => set({ separateSite })}
      />
      <TextField label={t('backup.cycleDays')} {...number} {...form.text('cycleDays')} />
      <TextField label={t('backup.retentionDays')} {...number} {...form.text('retentionDays')} />
      <TextField label={ui('backups.testMonths')} {...number} {...form.text('testMonths')} />
      <TextArea label={ui('backups.restoreSteps')} maxLength={4000} {...form.text('restoreSteps')} />
      <DateField label={t('backup.endedOn')} {...form.text('endedOn')} />
      <TextArea label={t('medium.note')} maxLength={2000} {...form.text('note')} />
    </>
  );
}
