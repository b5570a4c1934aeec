import { Badge } from '../../kit/ui/badge.tsx';
import { useData } from '../../kit/ui/data.tsx';
import { Link } from '../../kit/ui/link.tsx';
import { Section } from '../../kit/ui/page-header.tsx';
import { mayOpen } from '../../kit/ui/pages.ts';
import { useMay, useSession } from '../../kit/ui/session.ts';
import { t } from './messages.ts';
import { pages } from './pages.ts';

interface Count {
  readonly total: number;
}

/** The way from an empty installation to the first self-check, for administrators, until there is one. */
export function StartGuide() {
  const reads = useMay('campaign.read');
  const campaigns = useData<{ readonly items: readonly unknown[] }>(reads ? '/api/v1/campaigns' : null);
  const administrator = useSession().account.administrator;
  return administrator && campaigns.data?.items.length === 0 ? <Steps /> : null;
}

function Steps() {
  const actions = new Set(useSession().actions);
  const units = useData<{ readonly units: readonly unknown[] }>('/api/v1/units');
  const people = useTotal('/api/v1/people');
  const appointments = useTotal('/api/v1/appointments');
  const accounts = useTotal('/api/v1/accounts');
  const steps = [
    { name: 'units', path: '/organisation/imports', done: (units.data?.units.length ?? 0) > 1 },
    { name: 'people', path: '/people', done: people > 1 },
    { name: 'appointments', path: '/appointments', done: appointments > 0 },
    { name: 'accounts', path: '/accounts', done: accounts > 1 },
    { name: 'campaign', path: '/self-check/new', done: false },
  ] as const;
  const open = steps.filter(({ path }) => pages.some((page) => page.path === path && mayOpen(page, actions)));
  if (open.length === 0) return null;
  return (
    <Section title={t('start.title')} lead={t('start.lead')}>
      <ol className="flex flex-col gap-3">
        {open.map(({ name, path, done }, index) => (
          <li key={name} className="flex gap-4 rounded-8 border border-solid-gray-420 p-4">
            <span
              aria-hidden="true"
              className="flex size-8 shrink-0 items-center justify-center rounded-full bg-key-100 text-oln-16B-100 text-key-1000"
            >
              {index + 1}
            </span>
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Link to={path} className="text-std-17B-170">
                  {t(`start.${name}`)}
                </Link>
                {done && <Badge tone="green">{t('start.done')}</Badge>}
              </p>
              <p className="text-std-16N-170 text-solid-gray-700">{t(`start.${name}Text`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** How many rows a list has; 0 while it is not known. */
function useTotal(path: string): number {
  return useData<Count>(path, { pageSize: 1 }).data?.total ?? 0;
}
