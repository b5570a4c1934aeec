import { useData } from '../../../kit/ui/data.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages-ui.ts';
import { addEmergency, type FormInfo } from './calls.ts';
import { EmergencyForm } from './emergency-form.tsx';
import { emptyValues } from './form-values.ts';
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
          {form.mayApply ? <Report info={form} /> : <Consult info={form} />}
        </>
      )}
    </LoadedPage>
  );
}

function Report({ info }: { readonly info: FormInfo }) {
  const { person, today } = useSession();
  const navigate = useNavigate();
  return (
    <>
      <Notice kind="warning" title={t('emergency.first')} className="mb-6">
        {info.emergencyReportDays === null
          ? t('emergency.soon')
          : t('emergency.within', { days: info.emergencyReportDays })}
      </Notice>
      <EmergencyForm
        info={info}
        initial={{ ...emptyValues(person, today), validFrom: '', actedOn: today, actedTime: '' }}
        send={async (body) => {
          const { id } = await addEmergency({ body });
          navigate(`/exceptions/${id}`, { replace: true });
        }}
      />
    </>
  );
}
