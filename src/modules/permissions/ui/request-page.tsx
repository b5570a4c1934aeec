import { formatDate } from '../../../kernel/dates.ts';
import { Attachments } from '../../../kit/ui/attachments.tsx';
import { Comments } from '../../../kit/ui/comments.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { FileLink, Link } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { t as words } from '../messages.ts';
import { isPeriod } from '../model.ts';
import type { Request } from './calls.ts';
import { RequestForm } from './form/request-form.tsx';
import { t } from './messages.ts';
import { periodText, StateBadges } from './parts.tsx';
import { Deeds } from './request/deeds.tsx';
import { LikeCasesSection } from './request/like-cases.tsx';
import { Slip } from './request/slip.tsx';
import { Way } from './request/way.tsx';

/** One request: what is asked, where it stands and why, and what the reader can do with it now. */
export default function RequestPage() {
  const { requestId } = useParams('requestId');
  const request = useData<Request>(`/api/v1/permission-requests/${requestId}`);
  return (
    <LoadedPage query={request}>
      {(view) => (view.state === 'draft' ? <DraftOf request={view} /> : <Submitted request={view} />)}
    </LoadedPage>
  );
}

const titleOf = (request: Request): string =>
  request.number === '' ? request.typeTitle : `${request.number} ${request.typeTitle}`;

/** The form again, for a draft and for what was sent back. */
function EditForm({ request, again = false }: { readonly request: Request; readonly again?: boolean }) {
  return (
    <RequestForm
      key={request.id}
      type={request.type}
      initial={request.values}
      names={Object.fromEntries(request.entries.map(({ id, value }) => [id, value]))}
      draft={request}
      again={again}
      created={() => undefined}
    />
  );
}

function DraftOf({ request }: { readonly request: Request }) {
  return (
    <>
      <PageHeader
        title={titleOf(request)}
        lead={t('request.draftLead')}
        status={<StateBadges row={request} />}
        actions={<Deeds request={request} />}
      />
      <EditForm request={request} />
    </>
  );
}

function Submitted({ request }: { readonly request: Request }) {
  const address = `/api/v1/permission-requests/${request.id}`;
  return (
    <>
      <PageHeader
        title={titleOf(request)}
        lead={request.subject}
        status={<StateBadges row={request} />}
        actions={<Deeds request={request} />}
      />
      <Callouts request={request} />
      {request.state === 'sent_back' && request.may.includes('edit') ? (
        <Section title={t('request.entries')}>
          <EditForm request={request} again />
        </Section>
      ) : (
        <Contents request={request} />
      )}
      <Way request={request} />
      {request.type.record !== '' && <Slip request={request} />}
      <LikeCasesSection request={request} />
      <Section title={t('request.comments')}>
        <Comments path={address} />
      </Section>
      <Section title={t('request.attachments')}>
        <Attachments path={address} />
      </Section>
      <Section
        title={t('request.print')}
        actions={
          <>
            <FileLink href={`${address}/form?format=docx`} button={{ size: 'sm' }}>
              {t('request.toForm')}
            </FileLink>
            <FileLink href={`${address}/form?format=pdf`} button={{ size: 'sm' }}>
              {t('request.toPdf')}
            </FileLink>
          </>
        }
      >
        <p>{t('request.printText')}</p>
      </Section>
      <Section title={t('request.history')}>
        <HistoryPanel path={`${address}/history`} />
      </Section>
    </>
  );
}

/** What the reader should know before anything else. */
function Callouts({ request }: { readonly request: Request }) {
  const sentBack =
    request.state === 'sent_back' && (request.may.includes('edit') || request.may.includes('amend'));
  const reason = request.decisions.findLast(({ decision }) => decision === 'send_back')?.reason ?? '';
  return (
    <div className="mb-6 flex flex-col gap-4 empty:hidden">
      {request.why !== '' && <Notice title={t('request.why')}>{request.why}</Notice>}
      {sentBack && (
        <Notice kind="warning" title={t('request.sentBack')}>
          {reason}
        </Notice>
      )}
      {request.overdue && request.dueOn !== null && (
        <Notice kind="error" title={t('request.overdueTitle')}>
          {t('request.overdueText', { date: formatDate(request.dueOn) })}
        </Notice>
      )}
    </div>
  );
}

function Contents({ request }: { readonly request: Request }) {
  const { type, report, viewer } = request;
  return (
    <Section title={t('request.entries')}>
      <DescriptionList
        entries={[
          [t('column.applicant'), request.applicant.name],
          [t('request.unit'), request.unit?.name ?? null],
          ...request.entries.map(
            ({ label, value }) =>
              [
                label,
                <span key={label} className="whitespace-pre-wrap break-words">
                  {value}
                </span>,
              ] as const,
          ),
          [t('request.permitted'), permittedPeriod(request)],
          [t('request.endReason'), request.endReason || undefined],
          [t('column.dueOn'), request.dueOn === null ? undefined : formatDate(request.dueOn)],
          [t('request.conditions'), request.conditions || undefined],
          [t('request.overrideReason'), request.overrideReason || undefined],
          [
            t('request.viewer'),
            viewer === null
              ? undefined
              : t('request.viewerState', {
                  name: viewer.name,
                  state: t(request.viewedAt === null ? 'request.notViewed' : 'request.viewed'),
                }),
          ],
          [t('request.report'), report === null ? undefined : <Report key="report" report={report} />],
          [
            t('request.extends'),
            request.extends === null ? undefined : (
              <Link key="extends" to={`/permissions/${request.extends.id}`}>
                {request.extends.number}
              </Link>
            ),
          ],
          [
            t('request.extensions'),
            request.extensions.length === 0 ? undefined : (
              <ul key="extensions">
                {request.extensions.map((each) => (
                  <li key={each.id}>
                    <Link to={`/permissions/${each.id}`}>{each.number}</Link>　{words(`state.${each.state}`)}
                  </li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
      <div className="mt-4">
        {request.type.clausesInWords.length > 0 && (
          <Disclosure summary={t('request.clauses')}>
            <ul className="list-disc pl-6">
              {type.clausesInWords.map((clause) => (
                <li key={clause.id}>
                  {t('request.basis', {
                    edition: clause.edition,
                    clause: clause.id,
                    summary: clause.summary,
                  })}
                </li>
              ))}
            </ul>
          </Disclosure>
        )}
      </div>
    </Section>
  );
}

/** The period as it was permitted or prolonged; not said again where it is what was asked for. */
function permittedPeriod({ startsOn, endsOn, values }: Request): string | undefined {
  const asked = values.period;
  const same = isPeriod(asked) && asked.from === startsOn && asked.to === endsOn;
  return same ? undefined : periodText(startsOn, endsOn) || undefined;
}

function Report({ report }: { readonly report: NonNullable<Request['report']> }) {
  return (
    <>
      {report.on !== null && (
        <p>{t('request.reportText', { date: formatDate(report.on), note: report.note })}</p>
      )}
      {report.confirmedBy !== '' && (
        <p>{t('request.confirmed', { name: report.confirmedBy, note: report.confirmNote })}</p>
      )}
    </>
  );
}
