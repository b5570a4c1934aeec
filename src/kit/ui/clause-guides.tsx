import { useData } from './data.tsx';
import { Link } from './link.tsx';
import { t } from './messages.ts';

interface Guided {
  readonly packId: string | null;
  readonly items: readonly { readonly clause: string; readonly id: string; readonly title: string }[];
}

/**
 * Links to the guide pages that speak of a requirement, beside it; nothing where there are none. They open in a window
 * of their own, because what is being answered or read should stay.
 */
export function ClauseGuides({ packId, item }: { readonly packId: string; readonly item: string }) {
  const guides = useData<Guided>('/api/v1/guide/clauses');
  const found =
    guides.data?.packId === packId ? guides.data.items.filter(({ clause }) => clause === item) : [];
  if (found.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-4 text-std-16N-170">
      <span className="text-solid-gray-700">{t('guides.label')}</span>
      {found.map(({ id, title }) => (
        <Link key={id} to={`/guide/${encodeURIComponent(id)}`} target="_blank">
          {title}
          <span className="sr-only">{t('common.opensNewWindow')}</span>
        </Link>
      ))}
    </p>
  );
}
