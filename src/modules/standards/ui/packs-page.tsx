import { Badge } from '../../../kit/ui/badge.tsx';
import { Loaded } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { ButtonLink, Link } from '../../../kit/ui/link.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { type PackHead, usePacks } from './calls.ts';

/** The packs of the installation, those that the organisation follows first. */
export default function PacksPage() {
  const packs = usePacks();
  const mayImport = useMay('standards.import');
  return (
    <>
      <PageHeader
        title={t('page.list')}
        lead={t('page.listLead')}
        actions={
          <>
            <ButtonLink to="/standards-comparison" variant="outline">
              {t('page.comparison')}
            </ButtonLink>
            {mayImport && (
              <ButtonLink to="/standards-import" variant="outline">
                {t('page.import')}
              </ButtonLink>
            )}
          </>
        }
      />
      <Loaded query={packs}>
        {({ items }) => {
          const adopted = items
            .filter((pack) => pack.adoption !== null)
            .sort((a, b) => Number(b.adoption?.primary) - Number(a.adoption?.primary));
          const others = items
            .filter((pack) => pack.adoption === null)
            .sort((a, b) => Number(b.suits) - Number(a.suits));
          return (
            <>
              <Section title={t('list.adopted')}>
                {adopted.length === 0 ? (
                  <EmptyState title={t('list.none')}>{t('list.noneText')}</EmptyState>
                ) : (
                  <PackCards packs={adopted} />
                )}
              </Section>
              {others.length > 0 && (
                <Section title={t('list.others')}>
                  <PackCards packs={others} />
                </Section>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function PackCards({ packs }: { readonly packs: readonly PackHead[] }) {
  return (
    <ul className="grid gap-4 lg:grid-cols-2">
      {packs.map((pack) => (
        <li key={pack.id} className="flex flex-col gap-2 rounded-8 border border-solid-gray-420 p-4">
          <div className="flex flex-wrap gap-2">
            <PackBadges pack={pack} />
          </div>
          <h3 className="text-std-17B-170">
            <Link to={`/standards/${pack.id}`}>{pack.title.ja}</Link>
          </h3>
          <p className="text-std-16N-170 text-solid-gray-700">
            {t('list.count', { requirements: pack.requirements, subItems: pack.subItems })}
          </p>
          <p className="text-dns-14N-130 text-solid-gray-700">
            {t('pack.source', { ...pack.source, note: '' })}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** What the organisation made of the pack, in a few words. */
export function PackBadges({ pack }: { readonly pack: PackHead }) {
  return (
    <>
      <Badge>{pack.edition}</Badge>
      {pack.adoption !== null && (
        <Badge tone="green">{t(pack.adoption.primary ? 'badge.primary' : 'badge.adopted')}</Badge>
      )}
      {!pack.suits && <Badge tone="orange">{t('badge.unfit')}</Badge>}
      {pack.officialTexts > 0 && <Badge tone="blue">{t('badge.official')}</Badge>}
    </>
  );
}
