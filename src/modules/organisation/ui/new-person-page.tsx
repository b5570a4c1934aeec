import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { useRefresh } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { addPerson, everything } from './calls.ts';
import { PersonFields, type PersonValues, personBody, personField } from './person-fields.tsx';
import { UnitPicker } from './unit-picker.tsx';

interface Values extends PersonValues {
  readonly unit: Candidate | null;
  readonly title: string;
  readonly postFrom: string;
}

const fields: Readonly<Record<string, string>> = {
  'post.unitId': 'unit',
  'post.title': 'title',
  'post.validFrom': 'postFrom',
};

/** Enters a person with the main post. */
export default function NewPersonPage() {
  const { today } = useSession();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const form = useForm<Values>({
    initial: {
      ...{ number: '', name: '', kana: '', employment: 'regular', email: '', joinedOn: '', lastDay: '' },
      ...{ unit: null, title: '', postFrom: today },
    },
    fieldOf: (field) => fields[field] ?? personField(field),
    check: (values) => (values.unit === null ? [{ field: 'unit', message: t('appointment.scopeUnit') }] : []),
    send: async (values) => {
      const post = { unitId: values.unit?.value ?? '', title: values.title, validFrom: values.postFrom };
      const { id } = await addPerson({ body: { ...personBody(values), post } });
      await refresh(everything);
      navigate(`/people/${id}`);
    },
  });
  return (
    <>
      <PageHeader title={t('page.newPerson')} />
      <Form form={form} submit={t('action.add')}>
        <PersonFields form={form} />
        <UnitPicker
          name="unit"
          label={t('person.firstPost')}
          required
          value={form.values.unit}
          onChange={(unit) => form.set({ unit })}
          error={form.error('unit')}
        />
        <TextField label={t('post.title')} {...form.text('title')} />
        <DateField label={t('person.postFrom')} required {...form.text('postFrom')} />
      </Form>
    </>
  );
}
