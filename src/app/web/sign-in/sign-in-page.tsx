import { useEffect, useState } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { useNavigate, useUrlState } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages.ts';
import { useChangeOfPerson } from '../session-state.ts';
import { DemoPeople } from './demo-people.tsx';
import { PasswordStep } from './password-step.tsx';
import { SecondStep } from './second-step.tsx';
import { optionsPath, type SecondFactor, type SignInOptions } from './sign-in-api.ts';

/** Sign-in: password, then a second proof where one is set up; other ways where they are configured. */
export default function SignInPage() {
  const options = useData<SignInOptions>(optionsPath);
  return <Loaded query={options}>{(offered) => <SignIn options={offered} />}</Loaded>;
}

function SignIn({ options }: { readonly options: SignInOptions }) {
  const navigate = useNavigate();
  const changePerson = useChangeOfPerson();
  const [state] = useUrlState({ next: '/', signedOut: '', oidc: '' });
  const [factors, setFactors] = useState<readonly SecondFactor[] | null>(null);
  const [local, setLocal] = useState(options.demo === null);
  useEffect(() => {
    if (options.setupNeeded) navigate('/setup', { replace: true });
  }, [options.setupNeeded, navigate]);

  const enter = async () => {
    await changePerson();
    navigate(insideAddress(state.next), { replace: true });
  };
  if (factors !== null) {
    return (
      <Frame title={t('signIn.second')} lead={t('signIn.secondLead')}>
        <SecondStep methods={factors} onDone={enter} onRestart={() => setFactors(null)} />
      </Frame>
    );
  }
  const single = options.organisations.length === 1 ? options.organisations[0] : undefined;
  return (
    <>
      {state.signedOut !== '' && (
        <Notice kind="success" className="mx-auto mb-6 max-w-xl">
          {t('signIn.signedOut')}
        </Notice>
      )}
      {state.oidc !== '' && (
        <Notice kind="error" role="alert" className="mx-auto mb-6 max-w-xl">
          {t(oidcMessages[state.oidc] ?? 'signIn.oidc.refused')}
        </Notice>
      )}
      {options.demo !== null && <DemoPeople people={options.demo} onDone={enter} />}
      {local ? (
        <Frame
          title={t('signIn.title')}
          heading={options.demo === null ? 1 : 2}
          {...(single && { lead: t('signIn.lead', { organisation: single.name }) })}
        >
          <PasswordStep options={options} onDone={enter} onSecond={setFactors} />
        </Frame>
      ) : (
        <p className="mt-8">
          <Button variant="text" onClick={() => setLocal(true)}>
            {t('demo.local')}
          </Button>
        </p>
      )}
    </>
  );
}

const oidcMessages: Readonly<Record<string, 'signIn.oidc.over' | 'signIn.oidc.unknown-account'>> = {
  over: 'signIn.oidc.over',
  'unknown-account': 'signIn.oidc.unknown-account',
};

/** Only addresses inside the product are followed after signing in. */
export function insideAddress(next: string): string {
  return next.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') ? next : '/';
}

function Frame({
  title,
  lead,
  heading = 1,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly heading?: 1 | 2;
  readonly children: React.ReactNode;
}) {
  return (
    <div className="mx-auto mt-8 max-w-xl first:mt-0">
      {heading === 1 ? (
        <PageHeader title={title} lead={lead} />
      ) : (
        <h2 className="mb-4 text-std-22B-150">{title}</h2>
      )}
      <div className="rounded-12 border border-solid-gray-300 bg-white p-4 sm:p-8">{children}</div>
    </div>
  );
}
