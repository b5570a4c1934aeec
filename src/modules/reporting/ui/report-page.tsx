import { formatEraDate, formatFiscalYear } from '../../../kernel/dates.ts';
import { type Answer, queryText } from '../../../kit/ui/api.ts';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { FileLink } from '../../../kit/ui/link.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import type { listRatedCampaigns } from '../routes/rates.ts';
import type { getReport } from '../routes/report.ts';
import { CampaignPicker } from './pickers.tsx';
import { plainHeading, ReportTables } from './report-tables.tsx';
import { SettleYear } from './settle-year.tsx';

export type ReportAnswer = Answer<typeof getReport>;
type Campaigns = Answer<typeof listRatedCampaigns>['items'];

/** The yearly report on screen, with its files; the same words and figures as on paper. */
export default function ReportPage() {
  const campaigns = useData<Answer<typeof listRatedCampaigns>>('/api/v1/rates/campaigns');
  return (
    <>
      <PageHeader title={t('page.report')} lead={t('page.reportLead')} />
      <Loaded query={campaigns}>
        {({ items }) =>
          items[0] === undefined ? (
            <EmptyState title={t('ui.noCampaign')}>{t('ui.noCampaignText')}</EmptyState>
          ) : (
            <Chosen campaigns={items} newest={items[0].id} />
          )
        }
      </Loaded>
    </>
  );
}

function Chosen({ campaigns, newest }: { readonly campaigns: Campaigns; readonly newest: string }) {
  const [state, set] = useUrlState({ campaign: newest });
  const report = useData<ReportAnswer>(`/api/v1/reports/${state.campaign}`);
  const file = (format: string) => `/api/v1/reports/${state.campaign}/file${queryText({ format })}`;
  return (
    <>
      <div className="no-print mb-6 flex flex-wrap items-end gap-4">
        <CampaignPicker
          campaigns={campaigns}
          value={state.campaign}
          onChange={(campaign) => set({ campaign })}
        />
        {(['docx', 'xlsx', 'pdf'] as const).map((format) => (
          <FileLink key={format} href={file(format)} button={{ size: 'md' }}>
            {t(`ui.download.${format}`)}
          </FileLink>
        ))}
      </div>
      <Loaded query={report}>{(answer) => <Report answer={answer} campaignId={state.campaign} />}</Loaded>
    </>
  );
}

function Report({ answer, campaignId }: { readonly answer: ReportAnswer; readonly campaignId: string }) {
  const { report, summary, notes } = answer;
  const writes = useMay('report.write');
  return (
    <>
      <Section title={t('report.section.summary')}>
        <ul className="list-disc pl-6 text-std-17N-170">
          {summary.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Section>
      <Section title={`${t('report.title')}　${formatFiscalYear(report.fiscalYear)}`}>
        <DescriptionList entries={metaOf(report)} />
      </Section>
      <ReportTables report={report} campaignId={campaignId} />
      <Section title={plainHeading(t('report.section.notes'))}>
        <ul className="list-disc pl-6 text-std-16N-170">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </Section>
      {writes && <SettleYear campaignId={campaignId} report={report} />}
    </>
  );
}

function metaOf(report: ReportAnswer['report']): [string, string][] {
  const focus = t(`report.focus.${report.focus}`);
  return [
    [t('report.meta.organisation'), report.organisation],
    [t('report.meta.standard'), report.standard],
    [
      t('report.meta.period'),
      t('report.meta.periodValue', {
        from: formatEraDate(report.opensOn),
        to: formatEraDate(report.closesOn),
      }),
    ],
    [t('report.meta.baseDate'), formatEraDate(report.baseDate)],
    [
      t('report.meta.focus'),
      report.focusReason === '' ? focus : t('report.focusWithReason', { focus, reason: report.focusReason }),
    ],
    [t('report.meta.asOf'), formatEraDate(report.asOf)],
  ];
}
