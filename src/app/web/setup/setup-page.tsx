import { useEffect, useState } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { Loaded, useData, useDeed, useRefresh } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { ErrorSummary } from '../../../kit/ui/form.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { ProgressBar } from '../../../kit/ui/progress.tsx';
import { t } from '../messages.ts';
import { OrganisationForm } from './organisation-form.tsx';
import { type DemoProgress, makeDemo, type SetupState, setupPath } from './setup-api.ts';

/** The first page of an empty installation: sample data, or one's own organisation. */
export default function SetupPage() {
  const setup = useData<SetupState>(setupPath);
  return <Loaded query={setup}>{(state) => <Setup state={state} />}</Loaded>;
}

function Setup({ state }: { readonly state: SetupState }) {
  const [own, setOwn] = useState(false);
  const started = state.demo !== null && state.demo.state !== 'failed';
  if (started && state.demo) return <DemoInTheMaking first={state.demo} />;
  if (!state.needed) {
    return (
      <>
        <PageHeader title={t('setup.title')} />
        <EmptyState
          title={t('setup.already')}
          actions={<ButtonLink to="/sign-in">{t('setup.toSignIn')}</ButtonLink>}
        />
      </>
    );
  }
  if (own) return <OrganisationForm packs={state.packs} back={() => setOwn(false)} />;
  return <Choice demo={state.demo} onOwn={() => setOwn(true)} />;
}

function Choice({ demo, onOwn }: { readonly demo: DemoProgress | null; readonly onOwn: () => void }) {
  const refresh = useRefresh();
  const start = useDeed({ run: makeDemo, done: () => void refresh([setupPath]) });
  return (
    <>
      <PageHeader title={t('setup.title')} lead={t('setup.lead')} />
      <ErrorSummary problems={[]} failure={start.error} />
      {demo?.state === 'failed' && (
        <Notice kind="error" role="alert" className="mb-6">
          {demo.error ?? t('setup.demoFailed')}
        </Notice>
      )}
      <div className="mt-4 grid gap-6 md:grid-cols-2">
        <section
          aria-label={t('setup.demo')}
          className="flex flex-col items-start gap-4 rounded-12 border border-solid-gray-300 bg-white p-6"
        >
          <h2 className="text-std-20B-150">{t('setup.demo')}</h2>
          <p className="flex-1 text-std-16N-170">{t('setup.demoText')}</p>
          <Button size="lg" busy={start.isPending} onClick={() => start.mutate()}>
            {t('setup.demoStart')}
          </Button>
        </section>
        <section
          aria-label={t('setup.own')}
          className="flex flex-col items-start gap-4 rounded-12 border border-solid-gray-300 bg-white p-6"
        >
          <h2 className="text-std-20B-150">{t('setup.own')}</h2>
          <p className="flex-1 text-std-16N-170">{t('setup.ownText')}</p>
          <Button size="lg" variant="outline" onClick={onOwn}>
            {t('setup.ownStart')}
          </Button>
        </section>
      </div>
    </>
  );
}

/** Follows the making of the sample data; when it is there, the sign-in page offers its people. */
function DemoInTheMaking({ first }: { readonly first: DemoProgress }) {
  const navigate = useNavigate();
  const refresh = useRefresh();
  const state = useData<SetupState>(setupPath, undefined, { refetchInterval: 1000 });
  const demo = state.data?.demo ?? first;
  const done = demo.state === 'done';
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the state turns to done
  useEffect(() => {
    if (done) void refresh(['/api/v1/sign-in/options']).then(() => navigate('/sign-in', { replace: true }));
  }, [done]);
  return (
    <>
      <PageHeader title={t('setup.demoProgress')} lead={t('setup.demoWait')} />
      <div role="status" className="rounded-12 border border-solid-gray-300 bg-white p-6">
        <ProgressBar label={demo.step ?? t('setup.demoProgress')} done={demo.done} total={demo.total} />
      </div>
    </>
  );
}
