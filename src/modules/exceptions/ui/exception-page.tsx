import { Attachments } from '../../../kit/ui/attachments.tsx';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Comments } from '../../../kit/ui/comments.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { FileLink, Link } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { showInstant } from '../../../kit/ui/values.ts';
import { t as words } from '../messages.ts';
import { t } from '../messages-ui.ts';
import { ApplicationForm } from './application-form.tsx';
import { changeException, type ExceptionInfo, type FormInfo } from './calls.ts';
import { Conditions } from './conditions-section.tsx';
import { Deeds } from './deeds.tsx';
import { EmergencyForm } from './emergency-form.tsx';
import { emergencyValuesOf, valuesOf } from './form-values.ts';
import { StateReports } from './state-reports-section.tsx';
import { dayText, phaseLabel } from './words.ts';

/** One exceptional measure: what was asked, how it was reviewed, and how it goes on. */
export default function ExceptionPage() {
  const { exceptionId } = useParams('exceptionId');
  const exception = useData<ExceptionInfo>(`/api/v1/exceptions/${exceptionId}`, undefined, {
    keepPrevious: false,
  });
  return (
    <LoadedPage query={exception}>
      {(info) => <Exception key={`${info.id} ${info.deeds.includes('edit')}`} info={info} />}
    </LoadedPage>
  );
}

function Exception({ info }: { readonly info: ExceptionInfo }) {
  const { label, tone } = phaseLabel(info.phase, info.kind);
  const path = `/api/v1/exceptions/${info.id}`;
  return (
    <>
      <PageHeader
        title={info.title || t('detail.untitled')}
        status={<Badge tone={tone}>{label}</Badge>}
        actions={<Deeds info={info} />}
      />
      <Standing info={info} />
      {info.deeds.includes('edit') ? (
        <Editable info={info} />
      ) : (
        <>
          <p className="mb-6 flex flex-wrap items-center gap-x-6 gap-y-2">
            <span>{t('detail.print')}</span>
            <FileLink href={`${path}/form?format=docx`}>{t('detail.printWord')}</FileLink>
            <FileLink href={`${path}/form?format=pdf`}>{t('detail.printPdf')}</FileLink>
          </p>
          <Application info={info} />
          <Review info={info} />
          {info.conditions.length > 0 && <Conditions info={info} />}
          {(info.status === 'permitted' || info.reports.length > 0) && <StateReports info={info} />}
        </>
      )}
      <Section title={t('section.attachments')}>
        <Attachments path={path} />
      </Section>
      {info.status !== 'draft' && (
        <Section title={t('section.comments')}>
          <Comments path={path} />
        </Section>
      )}
      <Section title={t('section.history')}>
        <HistoryPanel path={`${path}/history`} />
      </Section>
    </>
  );
}

/** What needs to be known first: past its day, lapsed, renewed. */
function Standing({ info }: { readonly info: ExceptionInfo }) {
  const successor = info.chain.find((each) => !each.before);
  const link = successor && (
    <Link to={`/exceptions/${successor.id}`}>{t('standing.successor', { number: successor.number })}</Link>
  );
  if (info.phase === 'sent_back')
    return (
      <Notice
        kind="warning"
        title={t('standing.sentBack', {
          name: info.sentBackBy ?? '',
          at: info.sentBackAt === null ? '' : showInstant(info.sentBackAt),
        })}
        className="mb-6"
      >
        <p className="whitespace-pre-wrap">{info.sentBackReason}</p>
        {info.deeds.includes('edit') && <p className="mt-2">{t('standing.sentBackText')}</p>}
      </Notice>
    );
  if (info.phase === 'overdue')
    return (
      <Notice kind="error" title={t('standing.overdue')} className="mb-6">
        <p>{t('standing.overdueText', { date: dayText(info.validUntil) })}</p>
        {link}
      </Notice>
    );
  if (info.phase === 'nearing' && info.kind === 'application')
    return (
      <Notice
        kind="warning"
        title={t('standing.nearing', { date: dayText(info.validUntil) })}
        className="mb-6"
      >
        <p>{t('standing.nearingText')}</p>
        {link}
      </Notice>
    );
  if (info.kind === 'emergency' && (info.phase === 'nearing' || info.phase === 'in_force'))
    return (
      <Notice title={t('standing.emergency', { date: dayText(info.validUntil) })} className="mb-6">
        {link}
      </Notice>
    );
  if (info.phase === 'lapsed')
    return (
      <Notice kind="error" title={t('standing.lapsed', { date: dayText(info.endedOn) })} className="mb-6">
        {info.endNote}
      </Notice>
    );
  if (info.phase === 'renewed' && link) return <Notice className="mb-6">{link}</Notice>;
  return null;
}

/** A draft, or what was sent back: the form with what it holds so far. */
function Editable({ info }: { readonly info: ExceptionInfo }) {
  const form = useData<FormInfo>('/api/v1/exceptions/form');
  return (
    <LoadedPage query={form}>
      {(formInfo) => (
        <>
          {info.status === 'draft' && (
            <p className="mb-6 text-std-16N-170">
              {t('detail.draftLead', { number: info.number })}
              {info.chain.some((each) => each.before) && t('detail.renewalLead')}
            </p>
          )}
          {info.kind === 'emergency' ? (
            <EmergencyForm
              key={info.version}
              info={formInfo}
              initial={emergencyValuesOf(info)}
              send={(body) =>
                changeException({
                  params: { id: info.id },
                  body: { ...body, version: info.version, submit: true },
                })
              }
            />
          ) : (
            <ApplicationForm
              key={info.version}
              info={formInfo}
              initial={valuesOf(info)}
              send={(body) =>
                changeException({ params: { id: info.id }, body: { ...body, version: info.version } })
              }
            />
          )}
        </>
      )}
    </LoadedPage>
  );
}

const lines = (text: string) => (text === '' ? null : <span className="whitespace-pre-wrap">{text}</span>);

function Application({ info }: { readonly info: ExceptionInfo }) {
  const emergency = info.kind === 'emergency';
  const before = info.chain.find((each) => each.before);
  return (
    <Section title={t(emergency ? 'section.emergency' : 'section.application')}>
      <DescriptionList
        entries={[
          [words('column.number'), info.number],
          [words('column.kind'), words(`kind.${info.kind}`)],
          [
            words('column.clause'),
            <span key="clause">
              {info.clause}　{info.clauseText}
              <br />
              <span className="text-dns-14N-130 text-solid-gray-700">{info.edition}</span>
            </span>,
          ],
          [words('column.way'), words(`way.${info.way}`)],
          [words('column.reason'), lines([info.reasonTitle, info.reason].filter(Boolean).join('\n'))],
          [
            words('column.alternative'),
            info.alternative === '' ? (
              <Badge key="none" tone="orange">
                {t('detail.noAlternative')}
              </Badge>
            ) : (
              lines(info.alternative)
            ),
          ],
          [words('column.risk'), lines(info.risk)],
          [words('field.impact'), lines(info.impact)],
          [words('column.affected'), <AffectedText key="affected" info={info} />],
          [
            t('detail.period'),
            t('detail.fromUntil', { from: dayText(info.validFrom), until: dayText(info.validUntil) }),
          ],
          [
            t('field.proposedConditions'),
            info.proposedConditions.length === 0 ? undefined : lines(info.proposedConditions.join('\n')),
          ],
          [words('column.applicant'), [info.applicant, info.unit].filter(Boolean).join('　')],
          [t('detail.actedAt'), info.actedAt === null ? undefined : showInstant(info.actedAt)],
          [
            t(emergency ? 'detail.reportedAt' : 'detail.submittedAt'),
            info.submittedAt === null ? undefined : showInstant(info.submittedAt),
          ],
          [words('column.delay'), info.delayDays === null ? undefined : <Delay key="delay" info={info} />],
          [
            t('detail.renews'),
            before === undefined ? undefined : (
              <Link key="before" to={`/exceptions/${before.id}`}>
                {t('detail.renewsText', { number: before.number, count: info.renewalNo })}
              </Link>
            ),
          ],
        ]}
      />
    </Section>
  );
}

function AffectedText({ info }: { readonly info: ExceptionInfo }) {
  if (info.affectedKind === 'unit') return t('detail.unitAndBelow', { name: info.affectedUnit?.name ?? '' });
  if (info.affectedKind === 'asset') return info.affectedAsset?.name ?? '';
  return info.people.map((each) => [each.name, each.unit].filter(Boolean).join('　')).join('、');
}

/** How long the report took; a limit is the organisation's own, the standards give none. */
function Delay({ info }: { readonly info: ExceptionInfo }) {
  const days = info.delayDays ?? 0;
  const late = info.delayLimit !== null && days > info.delayLimit;
  return (
    <span className="flex flex-wrap items-center gap-3">
      {days === 0 ? t('detail.sameDay') : t('detail.delayDays', { days })}
      {late && <Badge tone="orange">{t('detail.late', { days: info.delayLimit ?? 0 })}</Badge>}
    </span>
  );
}

function Review({ info }: { readonly info: ExceptionInfo }) {
  const emergency = info.kind === 'emergency';
  const reviewers = info.reviewers
    .map((each) => t(`reviewer.${each.via}`, { name: each.name, role: each.role }))
    .join('、');
  const waiting = info.status === 'submitted' || info.status === 'reviewing';
  return (
    <Section
      title={t(emergency ? 'section.confirmation' : 'section.review')}
      lead={t('section.reviewClause', { clause: info.reviewClause })}
    >
      <DescriptionList
        entries={[
          [t('detail.reviewers'), waiting ? reviewers : undefined],
          [
            t('detail.takenBy'),
            info.takenBy === null
              ? undefined
              : t('detail.byAt', { name: info.takenBy, at: showInstant(info.takenAt ?? '') }),
          ],
          [
            words('column.decision'),
            info.decision === null ? t('detail.undecided') : words(`decision.${info.decision}`),
          ],
          [words('column.decisionReason'), info.decision === null ? undefined : lines(info.decisionReason)],
          [
            words('column.decidedBy'),
            info.decidedBy === null
              ? undefined
              : `${info.decidedBy}（${info.decidedRole ?? ''}）　${showInstant(info.decidedAt ?? '')}`,
          ],
          [
            t('detail.ended'),
            info.status === 'ended' || info.status === 'lapsed'
              ? lines([dayText(info.endedOn), info.endNote].filter(Boolean).join('　'))
              : undefined,
          ],
          [
            t('detail.alike'),
            info.alike === 0 ? undefined : (
              <Link key="alike" to={`/exceptions?clause=${encodeURIComponent(info.clause)}`}>
                {t('detail.alikeCount', { count: info.alike })}
              </Link>
            ),
          ],
        ]}
      />
    </Section>
  );
}
