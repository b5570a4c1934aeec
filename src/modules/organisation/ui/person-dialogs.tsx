/** The dialogs of the page of a person. */
import { RadioGroup } from '../../../kit/ui/choice.tsx';
import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { EditDialog } from '../../../kit/ui/edit-dialog.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { Select, TextField } from '../../../kit/ui/inputs.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { absenceReasons } from '../model.ts';
import {
  addAbsence,
  addPost,
  changeAbsence,
  changePerson,
  everything,
  finishPost,
  type PersonDetail,
} from './calls.ts';
import { endOf, lastDayOf } from './parts.tsx';
import { PersonFields, type PersonValues, personBody, personField } from './person-fields.tsx';
import { UnitPicker } from './unit-picker.tsx';

const labels: Readonly<Record<string, string>> = {
  number: t('person.number'),
  name: t('person.name'),
  kana: t('person.kana'),
  employment: t('person.employment'),
  email: t('person.email'),
  joinedOn: t('person.joinedOn'),
  leftOn: t('person.leftOn'),
};

/** Changes what is known of a person. */
export function EditPersonDialog({
  person,
  close,
}: {
  readonly person: PersonDetail;
  readonly close: () => void;
}) {
  const done = useDone(everything, close);
  const { number, name, kana, employment, email } = person;
  return (
    <EditDialog<PersonValues>
      title={t('action.edit')}
      submit={t('action.save')}
      initial={{
        number,
        name,
        kana,
        employment,
        email,
        joinedOn: person.joinedOn ?? '',
        lastDay: lastDayOf(person.leftOn),
      }}
      fieldOf={personField}
      version={person.version}
      labels={labels}
      save={async (values, over) => {
        await changePerson({ params: { id: person.id }, body: { ...personBody(values), ...over } });
        await done(t('done.saved'));
      }}
      close={close}
    >
      {(form) => <PersonFields form={form} />}
    </EditDialog>
  );
}

interface PostValues {
  readonly unit: Candidate | null;
  readonly title: string;
  readonly kind: 'main' | 'additional';
  readonly validFrom: string;
  readonly lastDay: string;
}

/** A move, or an additional post. */
export function PostDialog({ personId, close }: { readonly personId: string; readonly close: () => void }) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm<PostValues>({
    initial: { unit: null, title: '', kind: 'main', validFrom: today, lastDay: '' },
    fieldOf: (field) => ({ unitId: 'unit', validTo: 'lastDay' })[field] ?? field,
    check: (values) => (values.unit === null ? [{ field: 'unit', message: t('appointment.scopeUnit') }] : []),
    send: async ({ unit, title, kind, validFrom, lastDay }) => {
      const body = {
        unitId: unit?.value ?? '',
        title,
        main: kind === 'main',
        validFrom,
        validTo: endOf(lastDay),
      };
      await addPost({ params: { id: personId }, body });
      await done(t('done.saved'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('person.addPost')}>
      <Form form={form} submit={t('action.add')}>
        <RadioGroup
          label={t('post.kind')}
          required
          inline
          value={form.values.kind}
          onChange={(kind) => form.set({ kind })}
          options={[
            { value: 'main', label: t('post.main') },
            { value: 'additional', label: t('post.additional') },
          ]}
        />
        <UnitPicker
          name="unit"
          label={t('person.unit')}
          required
          value={form.values.unit}
          onChange={(unit) => form.set({ unit })}
          error={form.error('unit')}
        />
        <TextField label={t('post.title')} {...form.text('title')} />
        <DateField label={t('period.from')} required {...form.text('validFrom')} />
        <DateField label={t('person.lastDay')} {...form.text('lastDay')} />
      </Form>
    </Dialog>
  );
}

/** Ends a post on its last day. */
export function EndPostDialog({
  personId,
  post,
  close,
}: {
  readonly personId: string;
  readonly post: PersonDetail['posts'][number];
  readonly close: () => void;
}) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm({
    initial: { lastDay: today },
    fieldOf: () => 'lastDay',
    send: async ({ lastDay }: { lastDay: string }) => {
      const body = { version: post.version, validTo: endOf(lastDay) ?? today };
      await finishPost({ params: { id: personId, partId: post.id }, body });
      await done(t('done.saved'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('person.endPostTitle')} size="sm">
      <Form form={form} submit={t('person.endPost')}>
        <p>{post.unit}</p>
        <DateField label={t('person.lastDay')} required {...form.text('lastDay')} />
      </Form>
    </Dialog>
  );
}

interface AbsenceValues {
  readonly reason: string;
  readonly validFrom: string;
  readonly lastDay: string;
}

/** Records an absence, or changes one. */
export function AbsenceDialog({
  personId,
  absence,
  close,
}: {
  readonly personId: string;
  readonly absence: PersonDetail['absences'][number] | null;
  readonly close: () => void;
}) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm<AbsenceValues>({
    initial: {
      reason: absence?.reason ?? 'leave',
      validFrom: absence?.validFrom ?? today,
      lastDay: lastDayOf(absence?.validTo ?? null),
    },
    fieldOf: (field) => (field === 'validTo' ? 'lastDay' : field),
    send: async (values) => {
      const reason = absenceReasons.find((each) => each === values.reason) ?? 'other';
      const body = { reason, validFrom: values.validFrom, validTo: endOf(values.lastDay) };
      if (absence === null) await addAbsence({ params: { id: personId }, body });
      else {
        const params = { id: personId, partId: absence.id };
        await changeAbsence({ params, body: { version: absence.version, ...body } });
      }
      await done(t('done.saved'));
    },
  });
  return (
    <Dialog open onClose={close} title={t(absence === null ? 'person.addAbsence' : 'person.absences')}>
      <Form form={form} submit={t('action.save')}>
        <Select
          label={t('absence.reason')}
          required
          placeholder={null}
          options={absenceReasons.map((value) => ({ value, label: t(`absence.${value}`) }))}
          {...form.text('reason')}
        />
        <DateField label={t('period.from')} required {...form.text('validFrom')} />
        <DateField label={t('person.lastDay')} {...form.text('lastDay')} />
      </Form>
    </Dialog>
  );
}
