import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { ButtonLink, FileLink } from '../../../kit/ui/link.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages.ts';
import type { FindingInfo, GapList } from './calls.ts';
import { FindingList } from './parts.tsx';

/** Gaps and conflicts of the appointments on a day, role by role. */
export default function GapsPage() {
  const [{ date }, set] = useUrlState({ date: '' });
  const gaps = useData<GapList>('/api/v1/appointments/gaps', { date });
  const file = (format: string) =>
    `/api/v1/appointments/gaps?format=${format}${date === '' ? '' : `&date=${date}`}`;
  return (
    <>
      <PageHeader
        title={t('page.gaps')}
        lead={t('gaps.lead')}
        actions={
          <>
            <ButtonLink to="/appointments">{t('gaps.mend')}</ButtonLink>
            <FileLink href={file('xlsx')} button={{ size: 'md' }}>
              Excel
            </FileLink>
            <FileLink href={file('csv')} button={{ size: 'md' }}>
              CSV
            </FileLink>
          </>
        }
      />
      <div className="mb-8">
        <DateField label={t('gaps.date')} value={date} onChange={(next) => set({ date: next })} />
      </div>
      <Loaded query={gaps}>{({ findings }) => <Findings findings={findings} />}</Loaded>
    </>
  );
}

function Findings({ findings }: { readonly findings: readonly FindingInfo[] }) {
  if (findings.length === 0) return <EmptyState title={t('gaps.none')}>{t('gaps.noneHint')}</EmptyState>;
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const byRole = [...Map.groupBy(findings, (finding) => finding.roleId).values()];
  return (
    <>
      <p className="mb-6 text-std-17B-170" role="status">
        {t('gaps.summary', { errors, warnings: findings.length - errors })}
      </p>
      {byRole.map((group) => (
        <Section key={group[0]?.roleId} title={group[0]?.roleTitle ?? ''}>
          <FindingList findings={group} />
        </Section>
      ))}
    </>
  );
}
