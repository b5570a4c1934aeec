import { Dialog } from '../../../../kit/ui/dialog.tsx';
import { useDone } from '../../../../kit/ui/done.ts';
import { Form, useForm } from '../../../../kit/ui/form.tsx';
import { TextField } from '../../../../kit/ui/inputs.tsx';
import { useNavigate } from '../../../../kit/ui/navigation.ts';
import type { PermissionType } from '../../model.ts';
import { addType, everything } from '../calls.ts';
import { t } from '../messages.ts';

interface Values {
  readonly title: string;
  readonly number: string;
  readonly id: string;
}

/** A type of the organisation's own, begun as a copy of another or from nothing: no code, no file. */
export function NewTypeDialog({
  from,
  close,
}: {
  readonly from: PermissionType | null;
  readonly close: () => void;
}) {
  const done = useDone(everything, close);
  const navigate = useNavigate();
  const form = useForm<Values>({
    initial: { title: '', number: '', id: '' },
    check: ({ title, number, id }) => [
      ...(title.trim() === '' ? [{ field: 'title', message: t('copy.titleMissing') }] : []),
      ...(number.trim() === '' ? [{ field: 'number', message: t('copy.numberMissing') }] : []),
      ...(/^[a-z][a-z0-9_]{1,59}$/.test(id) ? [] : [{ field: 'id', message: t('copy.idWrong') }]),
    ],
    send: async ({ title, number, id }) => {
      const { desk: _desk, ...rest }: Partial<PermissionType> = from ?? {};
      await addType({ body: { type: { ...rest, id, number: number.trim(), title: { ja: title.trim() } } } });
      await done(t('types.created'));
      navigate(`/permissions/types/${id}`);
    },
  });
  return (
    <Dialog open onClose={close} title={t(from === null ? 'types.new' : 'types.copy')}>
      <Form form={form} submit={t('copy.create')}>
        <p>{t(from === null ? 'types.newText' : 'types.copyText')}</p>
        <TextField label={t('types.newTitle')} required maxLength={100} {...form.text('title')} />
        <TextField
          label={t('types.newNumber')}
          support={t('copy.numberSupport')}
          required
          maxLength={20}
          width="sm"
          {...form.text('number')}
        />
        <TextField
          label={t('types.newId')}
          support={t('types.newIdSupport')}
          required
          maxLength={60}
          width="md"
          {...form.text('id')}
        />
      </Form>
    </Dialog>
  );
}
