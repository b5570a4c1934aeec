import { useState } from 'react';
import { formatDate } from '../../../kernel/dates.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextArea } from '../../../kit/ui/inputs.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay, useSession } from '../../../kit/ui/session.ts';
import { showInstant } from '../../../kit/ui/values.ts';
import { t } from '../messages-ui.ts';
import { figureNames } from '../model.ts';
import { addReport, everything, type PeriodReports, receiveReport } from './calls.ts';

type Report = PeriodReports['items'][number];
type Figures = Report['figures'];

/** The periodic reports of the state of all exceptional measures. */
export default function ReportsPage() {
  const reports = useData<PeriodReports>('/api/v1/exceptions/period-reports');
  const mayReport = useMay('exceptions.report');
  const [open, setOpen] = useState(false);
  return (
    <>
      <PageHeader
        title={t('page.reports')}
        lead={t('period.lead')}
        actions={mayReport && <Button onClick={() => setOpen(true)}>{t('period.add')}</Button>}
      />
      <Loaded query={reports}>
        {({ next, items, clause }) => (
          <>
            <Section
              title={t('period.now')}
              lead={t('period.nowLead', {
                from: formatDate(next.from),
                until: formatDate(next.until),
                clause,
              })}
            >
              {next.due && (
                <p className="mb-4">
                  <Badge tone="orange">{t('period.due')}</Badge>
                </p>
              )}
              <FigureList figures={next.figures} behind={{ from: next.from, until: next.until }} />
            </Section>
            <Section title={t('period.past')}>
              {items.length === 0 ? (
                <EmptyState title={t('period.none')}>{t('period.noneText')}</EmptyState>
              ) : (
                <ul className="flex flex-col gap-6">
                  {items.map((report) => (
                    <ReportCard key={report.id} report={report} />
                  ))}
                </ul>
              )}
            </Section>
            {open && <ReportDialog next={next} close={() => setOpen(false)} />}
          </>
        )}
      </Loaded>
    </>
  );
}

/** The figures; each opens the exceptions that it counts. `behind` says of what: a report, or the days up to now. */
function FigureList({
  figures,
  behind,
}: {
  readonly figures: Figures;
  readonly behind: Readonly<Record<string, string>>;
}) {
  const open = (more: Readonly<Record<string, string>>) =>
    `/exceptions?${new URLSearchParams({ ...behind, ...more }).toString()}`;
  return (
    <>
      <dl className="grid grid-cols-2 gap-4 md:grid-cols-4">
        {figureNames.map((name) => (
          <div key={name} className="rounded-8 border border-solid-gray-300 p-4">
            <dt className="text-dns-14N-130 text-solid-gray-700">{t(`figure.${name}`)}</dt>
            <dd className="mt-1 text-std-20B-150 tabular-nums">
              <Link to={open({ counted: name })}>{t('figure.count', { count: figures[name] })}</Link>
            </dd>
          </div>
        ))}
      </dl>
      {figures.clauses.length > 0 && (
        <p className="mt-4 text-std-16N-170">
          {t('figure.clauses')}
          <span className="inline-flex flex-wrap gap-x-4">
            {figures.clauses.slice(0, 10).map(({ packId, clause, count }) => (
              <Link key={`${packId} ${clause}`} to={open({ counted: 'living', packId, clause })}>
                {t('figure.clause', { clause, count })}
              </Link>
            ))}
          </span>
        </p>
      )}
    </>
  );
}

function ReportCard({ report }: { readonly report: Report }) {
  const mayReceive = useMay('exceptions.receive');
  const [open, setOpen] = useState(false);
  return (
    <li className="flex flex-col gap-4 rounded-12 border border-solid-gray-300 p-4 sm:p-6">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="text-std-18B-160">
          {t('period.range', { from: formatDate(report.periodFrom), until: formatDate(report.periodUntil) })}
        </h3>
        <Badge tone={report.receivedAt === null ? 'orange' : 'green'}>
          {t(report.receivedAt === null ? 'period.waiting' : 'period.received')}
        </Badge>
      </div>
      <FigureList figures={report.figures} behind={{ report: report.id }} />
      <DescriptionList
        entries={[
          [t('period.reportedBy'), `${report.reportedBy}　${showInstant(report.reportedAt)}`],
          [t('period.remarks'), report.remarks === '' ? null : report.remarks],
          [
            t('period.receivedBy'),
            report.receivedAt === null
              ? undefined
              : `${report.receivedBy ?? ''}　${showInstant(report.receivedAt)}`,
          ],
          [t('period.receivedNote'), report.receivedNote === '' ? undefined : report.receivedNote],
        ]}
      />
      {mayReceive && report.receivedAt === null && !report.own && (
        <div>
          <Button onClick={() => setOpen(true)}>{t('period.receive')}</Button>
        </div>
      )}
      {open && <ReceiveDialog report={report} close={() => setOpen(false)} />}
    </li>
  );
}

function ReportDialog({ next, close }: { readonly next: PeriodReports['next']; readonly close: () => void }) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm({
    initial: { from: next.from, until: next.until < today ? next.until : today, remarks: '' },
    send: async (body: { from: string; until: string; remarks: string }) => {
      await addReport({ body });
      await done(t('done.period'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('period.add')} size="sm">
      <Form form={form} submit={t('period.send')}>
        <p className="text-std-16N-170">{t('period.frozen')}</p>
        <DateField label={t('period.from')} required {...form.text('from')} />
        <DateField label={t('period.until')} required {...form.text('until')} />
        <TextArea label={t('period.remarks')} required={false} rows={4} {...form.text('remarks')} />
      </Form>
    </Dialog>
  );
}

function ReceiveDialog({ report, close }: { readonly report: Report; readonly close: () => void }) {
  const done = useDone(everything, close);
  const form = useForm({
    initial: { note: '' },
    send: async ({ note }: { note: string }) => {
      await receiveReport({ params: { id: report.id }, body: { version: report.version, note } });
      await done(t('done.received'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('period.receive')} size="sm">
      <Form form={form} submit={t('period.receive')}>
        <TextArea label={t('period.receivedNote')} required={false} rows={3} {...form.text('note')} />
      </Form>
    </Dialog>
  );
}
