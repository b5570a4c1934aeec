import { useRefresh } from '../../../kit/ui/data.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t as ui } from '../messages-ui.ts';
import { BackupFields, type BackupValues, backupBody, backupFieldOf, noBackup } from './backup-fields.tsx';
import { addBackup, everything } from './calls.ts';

/** Enters what is backed up. */
export default function NewBackupPage() {
  const refresh = useRefresh();
  const navigate = useNavigate();
  const form = useForm<BackupValues>({
    initial: noBackup,
    fieldOf: backupFieldOf,
    check: ({ unit }) => (unit === null ? [{ field: 'unit', message: ui('pick.unit') }] : []),
    send: async (values) => {
      const { id } = await addBackup({ body: backupBody(values) });
      await refresh(everything);
      navigate(`/backups/${id}`);
    },
  });
  return (
    <>
      <PageHeader title={ui('backups.new')} />
      <Form form={form} submit={ui('backups.add')}>
        <BackupFields form={form} />
      </Form>
    </>
  );
}
