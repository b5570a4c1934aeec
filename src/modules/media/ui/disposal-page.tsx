import { useState } from 'react';
import { formatDate, formatInstant } from '../../../kernel/dates.ts';
import { Attachments } from '../../../kit/ui/attachments.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay, useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { classText } from '../model.ts';
import { addCertificate, type DisposalRow, everything } from './calls.ts';
import { Certificate } from './disposals-page.tsx';

/** One record of erasure or disposal with the contractor's certificate. */
export default function DisposalPage() {
  const { disposalId } = useParams('disposalId');
  const record = useData<DisposalRow>(`/api/v1/disposals/${disposalId}`);
  return <LoadedPage query={record}>{(row) => <Disposal key={row.id} record={row} />}</LoadedPage>;
}

function Disposal({ record }: { readonly record: DisposalRow }) {
  const mayRecord = useMay('disposals.record');
  const [adding, setAdding] = useState(false);
  const awaiting =
    record.contractor !== '' && record.certificateNumber === '' && record.certificateOn === null;
  return (
    <>
      <PageHeader
        title={`${t(`deed.${record.deed}`)}：${record.subject}`}
        actions={
          mayRecord &&
          awaiting && <Button onClick={() => setAdding(true)}>{ui('disposals.addCertificate')}</Button>
        }
      />
      <Facts record={record} />
      <Section title={ui('disposals.files')}>
        <Attachments path={`/api/v1/disposals/${record.id}`} />
      </Section>
      <Section title={ui('media.history')}>
        <HistoryPanel path={`/api/v1/disposals/${record.id}/history`} />
      </Section>
      {adding && <CertificateDialog record={record} close={() => setAdding(false)} />}
    </>
  );
}

function Facts({ record }: { readonly record: DisposalRow }) {
  return (
    <DescriptionList
      entries={[
        [t('disposal.doneAt'), formatInstant(new Date(record.doneAt))],
        [t('disposal.deed'), t(`deed.${record.deed}`)],
        [t('disposal.subject'), record.subject],
        [ui('disposals.entry'), <Entry key="entry" record={record} />],
        [t('medium.quantity'), ui('media.countOf', { count: record.quantity })],
        [t('medium.classes'), classText(record)],
        [t('carry.unit'), record.unit.name],
        [t('disposal.person'), record.personName],
        [
          t('disposal.method'),
          `${record.method}（${ui(record.unrecoverable ? 'disposals.unrecoverableYes' : 'disposals.unrecoverableNo')}）`,
        ],
        [t('disposal.treatment'), record.treatment],
        [t('disposal.witness'), record.witness],
        [t('disposal.contractor'), record.contractor],
        [ui('disposals.certificate'), <Certificate key="certificate" row={record} />],
        [
          t('disposal.certificateOn'),
          record.certificateOn === null ? null : formatDate(record.certificateOn),
        ],
        [t('carry.permission'), <Permission key="permission" record={record} />],
        [t('medium.note'), record.note],
      ]}
    />
  );
}

/** The way back to the entry of the ledger, as far as the reader may follow it. */
function Entry({ record }: { readonly record: DisposalRow }) {
  const [mayMedia, mayBackups] = [useMay('media.read'), useMay('backups.read')];
  if (record.mediumId !== null && mayMedia)
    return <Link to={`/media/${record.mediumId}`}>{ui('disposals.toMedium')}</Link>;
  if (record.backupId !== null && mayBackups)
    return <Link to={`/backups/${record.backupId}`}>{ui('disposals.toBackup')}</Link>;
  if (record.informationId !== null)
    return <Link to={`/information/${record.informationId}`}>{ui('disposals.toInformation')}</Link>;
  return ui('media.none');
}

function Permission({ record }: { readonly record: DisposalRow }) {
  if (record.permissionRequestId === null) return record.permissionNote || ui('media.none');
  return <Link to={`/permissions/${record.permissionRequestId}`}>{record.permissionNote}</Link>;
}

function CertificateDialog({ record, close }: { readonly record: DisposalRow; readonly close: () => void }) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm({
    initial: { certificateNumber: '', certificateOn: today },
    send: async (values: { certificateNumber: string; certificateOn: string }) => {
      await addCertificate({ params: { id: record.id }, body: { ...values, version: record.version } });
      await done(ui('done.saved'));
    },
  });
  return (
    <Dialog open onClose={close} title={ui('disposals.addCertificate')} size="sm">
      <Form form={form} submit={ui('action.save')}>
        <TextField label={t('disposal.certificateNumber')} required {...form.text('certificateNumber')} />
        <DateField label={t('disposal.certificateOn')} required {...form.text('certificateOn')} />
      </Form>
    </Dialog>
  );
}
