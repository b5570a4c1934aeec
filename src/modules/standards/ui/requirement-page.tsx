import { ClauseGuides } from '../../../kit/ui/clause-guides.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { ButtonLink, Link } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import { type RequirementDetail, requirementHref, usePack, usePacks, useRequirement } from './calls.ts';
import { BindingBadge } from './pack-page.tsx';
import { headingText } from './title-tree.ts';

/** One requirement: our summary and the official wording side by side, the question, and where else it stands. */
export default function RequirementPage() {
  const { packId, requirementId } = useParams('packId', 'requirementId');
  const pack = usePack(packId);
  return (
    <LoadedPage query={useRequirement(packId, requirementId)}>
      {(requirement) => (
        <View requirement={requirement} packId={packId} packTitle={pack.data?.title.ja ?? ''} />
      )}
    </LoadedPage>
  );
}

function View({
  requirement,
  packId,
  packTitle,
}: {
  readonly requirement: RequirementDetail;
  readonly packId: string;
  readonly packTitle: string;
}) {
  const group = requirement.titles.at(-1)?.title.ja ?? '';
  // 「第18条 …」already says its number.
  const title = group.includes(requirement.id) ? group : `${requirement.id}　${group}`;
  return (
    <>
      <PageHeader
        title={title}
        status={<BindingBadge row={requirement} />}
        trail={[
          { label: t('page.list'), to: '/standards' },
          { label: packTitle, to: `/standards/${packId}` },
        ]}
        actions={<Neighbours requirement={requirement} packId={packId} />}
      />
      <div className="grid gap-6 md:grid-cols-2">
        <Wording title={t('detail.summary')} text={requirement.summary.ja} />
        <Wording
          title={t('detail.official')}
          text={requirement.official ?? t('detail.officialNone')}
          pale={requirement.official === null}
        />
      </div>
      <SubItems requirement={requirement} />
      <Section title={t('detail.question')}>
        <p className="text-std-17N-170">{requirement.question.ja}</p>
      </Section>
      <div className="mt-6">
        <ClauseGuides packId={packId} item={requirement.id} />
      </div>
      <div className="mt-6">
        <DescriptionList entries={factsOf(requirement, packId)} />
      </div>
      <Elsewhere requirement={requirement} />
    </>
  );
}

function Neighbours({
  requirement,
  packId,
}: {
  readonly requirement: RequirementDetail;
  readonly packId: string;
}) {
  const { previous, next } = requirement;
  return (
    <>
      {previous !== null && (
        <ButtonLink to={requirementHref(packId, previous)} variant="outline" size="sm">
          {t('detail.previous')}
        </ButtonLink>
      )}
      {next !== null && (
        <ButtonLink to={requirementHref(packId, next)} variant="outline" size="sm">
          {t('detail.next')}
        </ButtonLink>
      )}
    </>
  );
}

function Wording({
  title,
  text,
  pale = false,
}: {
  readonly title: string;
  readonly text: string;
  readonly pale?: boolean;
}) {
  return (
    <section className="rounded-8 border border-solid-gray-420 p-4">
      <h2 className="mb-2 text-std-17B-170">{title}</h2>
      <p className={pale ? 'text-std-16N-170 text-solid-gray-700' : 'text-std-17N-170'}>{text}</p>
    </section>
  );
}

function SubItems({ requirement }: { readonly requirement: RequirementDetail }) {
  if (requirement.subItems.length === 0) return null;
  const withOfficial = requirement.subItems.some(({ official }) => official !== null);
  return (
    <Section title={t('detail.subItems')}>
      <Table
        caption={t('detail.subItems')}
        rowKey={(row) => row.id}
        rows={requirement.subItems}
        columns={[
          {
            name: 'id',
            label: t('column.id'),
            cell: (row) => (row.id.startsWith(requirement.id) ? row.id.slice(requirement.id.length) : row.id),
            heading: true,
            width: 'w-24',
          },
          { name: 'summary', label: t('detail.summary'), cell: (row) => row.summary.ja },
          ...(withOfficial
            ? [
                {
                  name: 'official',
                  label: t('detail.official'),
                  cell: (row: RequirementDetail['subItems'][number]) => row.official ?? '',
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

function factsOf(requirement: RequirementDetail, packId: string) {
  const under = requirement.titles.at(-1)?.id ?? '';
  const path = requirement.titles.map(({ id, title }) => headingText(id, title.ja)).join(' ＞ ');
  const conditions = requirement.conditionTitles.map(({ title }) => title.ja).join('、');
  return [
    [
      t('detail.path'),
      <Link key="path" to={`/standards/${packId}?under=${encodeURIComponent(under)}`}>
        {path}
      </Link>,
    ],
    [t('detail.actors'), requirement.actorTitles.map(({ title }) => title.ja).join('、')],
    [t('detail.conditions'), conditions === '' ? t('detail.noConditions') : conditions],
    [t('detail.orgKinds'), requirement.orgKinds.map((kind) => t(`orgKind.${kind}`)).join('、')],
    [t('detail.appliesTo'), t(`appliesTo.${requirement.appliesTo}`)],
    [t('detail.kind'), t(`kind.${requirement.kind}`)],
    [t('detail.cadence'), t(`cadence.${requirement.cadence}`)],
    [t('detail.level'), requirement.levelTitle?.ja],
    [t('detail.evidence'), requirement.evidence?.ja],
    [t('detail.notApplicable'), requirement.notApplicableWhen?.ja],
    [
      t('detail.english'),
      requirement.summary.en && (
        <span key="en" lang="en">
          {requirement.summary.en}
        </span>
      ),
    ],
    [t('detail.notes'), requirement.notes],
  ] as const;
}

function Elsewhere({ requirement }: { readonly requirement: RequirementDetail }) {
  const packs = usePacks();
  const names = new Map(packs.data?.items.map(({ id, title }) => [id, title.ja]));
  return (
    <>
      {requirement.related.length > 0 && (
        <Section title={t('detail.related')}>
          <ul className="flex list-disc flex-col gap-2 pl-6 text-std-16N-170">
            {requirement.related.map(({ pack, id, title, heading }) => (
              <li key={`${pack} ${id}`}>
                <Link
                  to={
                    heading ? `/standards/${pack}?under=${encodeURIComponent(id)}` : requirementHref(pack, id)
                  }
                >
                  {`${names.get(pack) ?? pack} ${id}`}
                </Link>{' '}
                {title}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {requirement.crosswalk.length > 0 && (
        <Section title={t('detail.crosswalk')}>
          <Table
            caption={t('detail.crosswalk')}
            rows={requirement.crosswalk}
            rowKey={(row) => `${row.edition} ${row.id}`}
            columns={[
              {
                name: 'edition',
                label: t('detail.edition'),
                cell: (row) => row.editionTitle,
                heading: true,
              },
              { name: 'clause', label: t('detail.clause'), cell: (row) => row.id ?? '—' },
              { name: 'relation', label: t('detail.relation'), cell: (row) => t(`relation.${row.relation}`) },
              { name: 'note', label: t('detail.note'), cell: (row) => row.note ?? row.title ?? '' },
            ]}
          />
        </Section>
      )}
    </>
  );
}
