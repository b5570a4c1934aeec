import { useRefresh } from '../../../kit/ui/data.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t as ui } from '../messages-ui.ts';
import { addMedium, everything } from './calls.ts';
import { MediumFields, type MediumValues, mediumBody, mediumFieldOf, noMedium } from './medium-fields.tsx';

/** Enters a medium. */
export default function NewMediumPage() {
  const refresh = useRefresh();
  const navigate = useNavigate();
  const form = useForm<MediumValues>({
    initial: noMedium,
    fieldOf: mediumFieldOf,
    check: ({ unit }) => (unit === null ? [{ field: 'unit', message: ui('pick.unit') }] : []),
    send: async (values) => {
      const { id } = await addMedium({ body: mediumBody(values) });
      await refresh(everything);
      navigate(`/media/${id}`);
    },
  });
  return (
    <>
      <PageHeader title={ui('media.new')} />
      <Form form={form} submit={ui('media.add')}>
        <MediumFields form={form} />
      </Form>
    </>
  );
}
