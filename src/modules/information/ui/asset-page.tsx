import { useState } from 'react';
import { formatDate } from '../../../kernel/dates.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { FailureNotice, useData, useDeed } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages-ui.ts';
import { AssetDialogs, type DialogName } from './asset-dialogs.tsx';
import { type AssetDetail, everything, postReview } from './calls.ts';
import { ChangeList } from './change-list.tsx';
import { CopyButton, IssueBadges, StandingText } from './parts.tsx';

/** One entry of the register. */
export default function AssetPage() {
  const { assetId } = useParams('assetId');
  const asset = useData<AssetDetail>(`/api/v1/information-assets/${assetId}`);
  return <LoadedPage query={asset}>{(detail) => <Asset key={detail.id} asset={detail} />}</LoadedPage>;
}

function Asset({ asset }: { readonly asset: AssetDetail }) {
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const disposed = asset.status === 'disposed';
  return (
    <>
      <PageHeader
        title={asset.name}
        status={
          <>
            <Badge tone={disposed ? 'neutral' : 'green'}>{t(`status.${asset.status}`)}</Badge>
            {asset.issues.length > 0 && <IssueBadges issues={asset.issues} />}
          </>
        }
        actions={asset.may.keep && <Actions asset={asset} open={setDialog} />}
      />
      <Issues asset={asset} />
      <DescriptionList
        entries={[
          [t('field.classes'), <StandingText key="classes" {...asset} />],
          [t('field.groups'), asset.groups.length === 0 ? null : asset.groups.join('、')],
          [t('field.basis'), t(`basis.${asset.basis}`)],
          [t('field.decider'), asset.decider?.name ?? null],
          [t('field.unit'), asset.unit.name],
          [t('field.number'), asset.number],
          [t('field.form'), t(`form.${asset.form}`)],
        ]}
      />
      {!disposed && (
        <p className="mt-6 flex flex-wrap gap-6">
          <Link to={`/handling?asset=${asset.id}`}>{t('link.handling')}</Link>
          <Link to={`/permissions/new?asset=${asset.id}`}>{t('link.permission')}</Link>
          <Link to={`/marking?text=${encodeURIComponent(headerOf(asset))}`}>{t('link.marking')}</Link>
        </p>
      )}
      <Markings asset={asset} />
      <Relatives asset={asset} />
      <Section title={t('section.details')}>
        <Details asset={asset} />
      </Section>
      <Section title={t('section.changes')}>
        <ChangeList changes={asset.changes} />
      </Section>
      <Section title={t('section.history')}>
        <HistoryPanel path={`/api/v1/information-assets/${asset.id}/history`} />
      </Section>
      {dialog !== null && <AssetDialogs name={dialog} asset={asset} close={() => setDialog(null)} />}
    </>
  );
}

/** The marking as it stands in a header; '' while the classes are not decided. */
const headerOf = ({ markings, issues }: AssetDetail): string =>
  issues.includes('undetermined') ? '' : (markings.find(({ target }) => target === 'header')?.text ?? '');

function Actions({
  asset,
  open,
}: {
  readonly asset: AssetDetail;
  readonly open: (name: DialogName) => void;
}) {
  const toast = useToast();
  const review = useDeed({
    run: () => postReview({ params: { id: asset.id }, body: { version: asset.version } }),
    changes: everything,
    done: () => toast({ text: t('saved') }),
  });
  const decides = asset.may.decideAs !== null;
  const undecided = asset.issues.includes('undetermined');
  const waiting = asset.issues.includes('waiting');
  const button = (name: DialogName, label: string) => (
    <Button variant="outline" onClick={() => open(name)}>
      {label}
    </Button>
  );
  return (
    <>
      {decides && (
        <Button onClick={() => open('decide')}>
          {t(undecided ? 'action.decideFirst' : 'action.decide')}
        </Button>
      )}
      {!waiting && undecided && !decides && button('ask', t('action.ask'))}
      {!waiting && !undecided && !decides && button('request', t('action.request'))}
      {button('edit', t('action.edit'))}
      {button('sources', t('action.sources'))}
      {decides && !undecided && (
        <Button variant="outline" onClick={() => review.mutate()} busy={review.isPending}>
          {t('action.review')}
        </Button>
      )}
      {decides && button('handOver', t('action.handOver'))}
      {button('dispose', t('action.dispose'))}
      {review.isError && <FailureNotice error={review.error} />}
    </>
  );
}

function Issues({ asset }: { readonly asset: AssetDetail }) {
  if (asset.issues.length === 0) return null;
  return (
    <Notice kind="warning" title={t('issues.title')} className="mb-6">
      <ul className="list-disc pl-5">
        {asset.issues.map((issue) => (
          <li key={issue}>{t(`issueText.${issue}`)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Markings({ asset }: { readonly asset: AssetDetail }) {
  return (
    <Section title={t('section.marking')} lead={t('section.markingLead')}>
      <ul className="flex flex-col gap-3">
        {asset.markings.map(({ target, text }) => (
          <li
            key={target}
            className="flex flex-wrap items-center gap-3 rounded-8 border border-solid-gray-420 p-3"
          >
            <span className="w-28 shrink-0 text-dns-16B-130">{t(`target.${target}`)}</span>
            <span className="min-w-0 flex-1 basis-48 break-words">{text}</span>
            <CopyButton text={text} what={t(`target.${target}`)} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Relatives({ asset }: { readonly asset: AssetDetail }) {
  const list = (title: string, relatives: AssetDetail['sources']) => (
    <div>
      <h3 className="mb-2 text-std-17B-170">{title}</h3>
      {relatives.length === 0 ? (
        <p className="text-solid-gray-700">{t('relatives.none')}</p>
      ) : (
        <Table
          caption={title}
          rows={relatives}
          rowKey={(row) => row.id}
          columns={[
            {
              name: 'name',
              label: t('field.name'),
              heading: true,
              cell: (row) =>
                row.name === null ? (
                  `${row.number}${t('relatives.hidden')}`
                ) : (
                  <Link to={`/information/${row.id}`}>{row.name}</Link>
                ),
            },
            { name: 'kind', label: t('new.sourceKind'), cell: (row) => t(`kind.${row.kind}`) },
            {
              name: 'marks',
              label: t('field.classes'),
              cell: (row) => (row.marks === '' ? t('class.none') : row.marks),
            },
          ]}
        />
      )}
    </div>
  );
  return (
    <Section title={t('section.relatives')}>
      <div className="flex flex-col gap-6">
        {list(t('relatives.sources'), asset.sources)}
        {list(t('relatives.copies'), asset.copies)}
      </div>
    </Section>
  );
}

const dayText = (day: string | null): string | null => (day === null ? null : formatDate(day));

function Details({ asset }: { readonly asset: AssetDetail }) {
  return (
    <DescriptionList
      entries={[
        [t('field.place'), asset.place],
        [t('field.system'), asset.system?.name ?? null],
        [t('field.marking'), t(`marking.${asset.marking}`)],
        [t('field.personal'), t(`personal.${asset.personal}`)],
        [t('field.origin'), t(`origin.${asset.origin}`)],
        [t('field.originNote'), asset.originNote],
        [t('field.acquiredOn'), dayText(asset.acquiredOn)],
        [t('field.retention'), asset.retention],
        [t('field.retainUntil'), dayText(asset.retainUntil)],
        [t('field.recoveryHours'), asset.recoveryHours?.toString() ?? null],
        [t('field.reviewOn'), dayText(asset.reviewOn)],
        [t('field.note'), asset.note],
        ...(asset.status === 'disposed'
          ? ([
              [t('dispose.on'), dayText(asset.disposedOn)],
              [t('dispose.note'), asset.disposalNote],
            ] as const)
          : []),
      ]}
    />
  );
}
