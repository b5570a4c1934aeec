import { type ReactNode, useEffect, useState } from 'react';
import { ApiError } from '../../../kit/ui/api.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { Loaded, useData, useDeed, useRefresh } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { ErrorSummary } from '../../../kit/ui/form.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { ProgressBar } from '../../../kit/ui/progress.tsx';
import { t } from '../messages.ts';
import { OrganisationForm } from './organisation-form.tsx';
import {
  type DemoProgress,
  type DemoState,
  makeDemo,
  progressPath,
  type SetupState,
  setupPath,
} from './setup-api.ts';

/** The first page of an empty installation: sample data, or one's own organisation. */
export default function SetupPage() {
  const setup = useData<SetupState>(setupPath);
  return <Loaded query={setup}>{(state) => <Setup state={state} />}</Loaded>;
}

function Setup({ state }: { readonly state: SetupState }) {
  const [own, setOwn] = useState(false);
  const [code, setCode] = useState('');
  if (state.demo !== null && state.demo.state === 'running') return <DemoInTheMaking first={state.demo} />;
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
  const codeField = state.codeNeeded && (
    <TextField
      label={t('setup.code')}
      required
      name="code"
      support={t('setup.codeSupport')}
      value={code}
      onChange={setCode}
      width="md"
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
    />
  );
  const given = state.codeNeeded ? { code: code.normalize('NFKC').trim() } : {};
  if (own)
    return <OrganisationForm state={state} code={given} codeField={codeField} back={() => setOwn(false)} />;
  return <Choice state={state} code={given} codeField={codeField} onOwn={() => setOwn(true)} />;
}

/** The code that proves that one stands at the server, where others could reach it. */
export interface GivenCode {
  readonly code?: string;
}

function Choice({
  state,
  code,
  codeField,
  onOwn,
}: {
  readonly state: SetupState;
  readonly code: GivenCode;
  readonly codeField: ReactNode;
  readonly onOwn: () => void;
}) {
  const refresh = useRefresh();
  const start = useDeed({ run: () => makeDemo({ body: code }), done: () => void refresh([setupPath]) });
  return (
    <>
      <PageHeader title={t('setup.title')} lead={t('setup.lead')} />
      <div className="flex flex-col gap-6">
        <ErrorSummary
          problems={start.error instanceof ApiError ? start.error.problems : []}
          failure={start.error}
        />
        {state.demo?.state === 'failed' && (
          <Notice kind="error" role="alert">
            {state.demo.error ?? t('setup.demoFailed')}
          </Notice>
        )}
        {codeField}
        <div className="grid gap-6 md:grid-cols-2">
          <Card title={t('setup.demo')} text={t('setup.demoText')}>
            <Button size="lg" busy={start.isPending} onClick={() => start.mutate()}>
              {t('setup.demoStart')}
            </Button>
          </Card>
          <Card title={t('setup.own')} text={t('setup.ownText')}>
            <Button size="lg" variant="outline" onClick={onOwn}>
              {t('setup.ownStart')}
            </Button>
          </Card>
        </div>
      </div>
    </>
  );
}

function Card({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      className="flex flex-col items-start gap-4 rounded-12 border border-solid-gray-300 bg-white p-6"
    >
      <h2 className="text-std-20B-150">{title}</h2>
      <p className="flex-1 text-std-16N-170">{text}</p>
      {children}
    </section>
  );
}

/** Follows the making of the sample data; when it is there, the sign-in page offers its people. */
function DemoInTheMaking({ first }: { readonly first: DemoProgress }) {
  const navigate = useNavigate();
  const refresh = useRefresh();
  const state = useData<DemoState>(progressPath, undefined, { refetchInterval: 1000 });
  const demo = state.data?.demo ?? first;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the work has ended
  useEffect(() => {
    if (demo.state === 'running') return;
    const next = demo.state === 'done' ? '/sign-in' : '/setup';
    void refresh([setupPath, '/api/v1/sign-in/options']).then(() => navigate(next, { replace: true }));
  }, [demo.state]);
  return (
    <>
      <PageHeader title={t('setup.demoProgress')} lead={t('setup.demoWait')} />
      <div role="status" className="rounded-12 border border-solid-gray-300 bg-white p-6">
        <ProgressBar
          label={demo.step}
          done={demo.done}
          total={demo.total}
          detail={t('setup.percent', { percent: Math.floor((demo.done * 100) / Math.max(demo.total, 1)) })}
        />
      </div>
    </>
  );
}
