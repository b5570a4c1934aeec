import { Badge } from '../../../kit/ui/badge.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { ButtonLink, FileLink } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams, useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { Tree } from '../../../kit/ui/tree.tsx';
import { t } from '../messages.ts';
import {
  oscal,
  type PackDetail,
  type RequirementLine,
  requirementHref,
  requirementsPath,
  usePack,
} from './calls.ts';
import { PackBadges } from './packs-page.tsx';
import { type TitleNode, titleTree } from './title-tree.ts';

/** One pack: its headings on the left, the requirements that fit on the right. */
export default function PackPage() {
  const { packId } = useParams('packId');
  return <LoadedPage query={usePack(packId)}>{(pack) => <PackView pack={pack} />}</LoadedPage>;
}

function PackView({ pack }: { readonly pack: PackDetail }) {
  const mayAdopt = useMay('standards.adopt');
  return (
    <>
      <PageHeader
        title={pack.title.ja}
        lead={
          <>
            {t('pack.source', { ...pack.source, note: '' })}
            {pack.source.note !== undefined && <span className="block">{pack.source.note}</span>}
          </>
        }
        status={<PackBadges pack={pack} />}
        actions={
          <>
            {mayAdopt && (
              <>
                <ButtonLink to={`/standards/${pack.id}/adoption`} variant="outline">
                  {t('page.adoption')}
                </ButtonLink>
                <ButtonLink to={`/standards/${pack.id}/official-text`} variant="outline">
                  {t('page.officialText')}
                </ButtonLink>
              </>
            )}
            <FileLink
              href={oscal.href({ params: { packId: pack.id } })}
              button={{ variant: 'outline', size: 'md' }}
            >
              {t('pack.oscal')}
            </FileLink>
          </>
        }
      />
      <div className="flex flex-col gap-6 lg:flex-row lg:items-start">
        <TitleColumn pack={pack} />
        <div className="min-w-0 flex-1">
          <Requirements pack={pack} />
        </div>
      </div>
    </>
  );
}

function TitleColumn({ pack }: { readonly pack: PackDetail }) {
  const [{ under }, set] = useUrlState({ under: '', page: '1' });
  const nodes: readonly TitleNode[] = [{ id: '', label: t('pack.all') }, ...titleTree(pack.titles)];
  const open = pack.titles.filter(({ id }) => under === id || isAbove(id, under, pack)).map(({ id }) => id);
  const tree = (
    <Tree
      label={t('pack.tree')}
      nodes={nodes}
      text={(node) => node.label}
      selected={under}
      initiallyOpen={open}
      onSelect={(node) => set({ under: node.id, page: '1' })}
    />
  );
  return (
    <>
      <nav aria-label={t('pack.tree')} className="hidden w-72 shrink-0 lg:sticky lg:top-4 lg:block">
        <div className="max-h-[calc(100vh-2rem)] overflow-y-auto rounded-8 border border-solid-gray-420 p-2">
          {tree}
        </div>
      </nav>
      <div className="lg:hidden">
        <Disclosure summary={t('pack.treeOpen')} framed>
          {tree}
        </Disclosure>
      </div>
    </>
  );
}

function isAbove(id: string, below: string, pack: PackDetail): boolean {
  const parents = new Map(pack.titles.map((title) => [title.id, title.parent]));
  let at = parents.get(below) ?? null;
  while (at !== null && at !== id) at = parents.get(at) ?? null;
  return at === id;
}

function Requirements({ pack }: { readonly pack: PackDetail }) {
  const [{ under }] = useUrlState({ under: '' });
  const actors = new Map(pack.actors.map((actor) => [actor.id, actor.title.ja]));
  const filters = [
    {
      name: 'actor',
      label: t('filter.actor'),
      options: pack.actors.map(({ id, title }) => ({ value: id, label: title.ja })),
    },
    {
      name: 'condition',
      label: t('filter.condition'),
      options: pack.conditions.map(({ code, title }) => ({ value: code, label: title.ja })),
    },
    {
      name: 'orgKind',
      label: t('filter.orgKind'),
      options: pack.orgKinds.map((kind) => ({ value: kind, label: t(`orgKind.${kind}`) })),
    },
    {
      name: 'level',
      label: t('filter.level'),
      options: pack.levels.map(({ id, title }) => ({ value: id, label: title.ja })),
    },
  ].filter(({ options }) => options.length > 1);
  return (
    <Ledger<RequirementLine>
      title={t('page.pack')}
      path={requirementsPath(pack.id)}
      query={under === '' ? {} : { under }}
      rowKey={(row) => row.id}
      rowLink={(row) => requirementHref(pack.id, row.id)}
      search={{ placeholder: t('pack.search') }}
      pageSize={50}
      columns={[
        { name: 'id', label: t('column.id'), cell: (row) => row.id, width: 'w-36' },
        {
          name: 'summary',
          label: t('column.summaryAndActors'),
          cell: (row) => (
            <>
              {row.summary.ja}
              <span className="block text-dns-14N-130 text-solid-gray-700">
                {row.actors.map((id) => actors.get(id) ?? id).join('、')}
              </span>
            </>
          ),
        },
        {
          name: 'binding',
          label: t('column.binding'),
          cell: (row) => <BindingBadge row={row} />,
          width: 'w-36',
        },
      ]}
      filters={filters}
      exports
      empty={{ title: t('pack.empty'), text: t('pack.emptyText') }}
    />
  );
}

/** Whether the requirement is a duty of this organisation, and why it may not be. */
export function BindingBadge({ row }: { readonly row: Pick<RequirementLine, 'binding' | 'recommended'> }) {
  if (row.recommended) {
    return (
      <Badge tone={row.binding ? 'green' : 'yellow'}>
        {t(row.binding ? 'badge.recommendedOn' : 'badge.recommended')}
      </Badge>
    );
  }
  return (
    <Badge tone={row.binding ? 'blue' : 'neutral'}>
      {t(row.binding ? 'badge.binding' : 'badge.notBinding')}
    </Badge>
  );
}
