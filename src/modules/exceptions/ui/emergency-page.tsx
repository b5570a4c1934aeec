import { useData, useRefresh } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages-ui.ts';
import { addEmergency, everything, type FormInfo } from './calls.ts';
import { ExceptionFields } from './exception-fields.tsx';
import { bodyOf, type ExceptionValues, emptyValues, fieldOfForm } from './form-values.ts';
import { Consult } from './new-page.tsx';

/** The report of what could not wait: done first, reported afterwards. */
export default function EmergencyPage() {
  const info = useData<FormInfo>('/api/v1/exceptions/form');
  return (
    <LoadedPage query={info}>
      {(form) => (
        <>
          <PageHeader
            title={t('page.emergency')}
            lead={t('emergency.lead', { reviewers: form.reviewers, clause: form.clauses.emergency })}
          />
          {form.mayApply ? <EmergencyForm info={form} /> : <Consult info={form} />}
        </>
      )}
    </LoadedPage>
  );
}

interface Values extends ExceptionValues {
  readonly actedOn: string;
  readonly actedTime: string;
}

function EmergencyForm({ info }: { readonly info: FormInfo }) {
  const { person, today } = useSession();
  const refresh = useRefresh();
  const toast = useToast();
  const navigate = useNavigate();
  const form = useForm<Values>({
    initial: { ...emptyValues(person, today), validFrom: '', actedOn: today, actedTime: '' },
    fieldOf: (field) => (fieldOfForm(field) === 'actedAt' ? 'actedOn' : fieldOfForm(field)),
    check: ({ clause, way, actedOn, actedTime }) => [
      ...(clause === null ? [{ field: 'clause', message: t('check.clause') }] : []),
      ...(way === '' ? [{ field: 'way', message: t('check.way') }] : []),
      ...(actedOn === '' ? [{ field: 'actedOn', message: t('check.actedOn') }] : []),
      ...(actedTime === '' ? [{ field: 'actedTime', message: t('check.actedTime') }] : []),
    ],
    send: async ({ actedOn, actedTime, ...values }) => {
      const actedAt = `${actedOn}T${actedTime}:00+09:00`;
      const { id } = await addEmergency({ body: { ...bodyOf(values), actedAt } });
      await refresh(everything);
      toast({ text: t('done.reported') });
      navigate(`/exceptions/${id}`, { replace: true });
    },
  });
  return (
    <>
      <Notice kind="warning" title={t('emergency.first')} className="mb-6">
        {info.emergencyReportDays === null
          ? t('emergency.soon')
          : t('emergency.within', { days: info.emergencyReportDays })}
      </Notice>
      <Form form={form} submit={t('action.report')}>
        <DateField label={t('field.actedOn')} required {...form.text('actedOn')} />
        <TextField label={t('field.actedTime')} required type="time" width="sm" {...form.text('actedTime')} />
        <ExceptionFields form={form} info={info} kind="emergency" />
      </Form>
    </>
  );
}
