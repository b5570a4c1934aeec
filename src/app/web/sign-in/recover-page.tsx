import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, endpoint, type Problem } from '../../../kit/ui/api.ts';
import { Loaded } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import type {
  recoveryCheckRoute,
  recoveryPasswordRoute,
} from '../../../platform/identity/routes/recovery.ts';
import { t } from '../messages.ts';
import { newPasswordProblems } from '../new-password.ts';
import { NewPasswordFields } from '../new-password-fields.tsx';

type Link = Answer<typeof recoveryCheckRoute>;

const check = endpoint<typeof recoveryCheckRoute>('POST', '/api/v1/sign-in/recovery/check');
const setPassword = endpoint<typeof recoveryPasswordRoute>('POST', '/api/v1/sign-in/recovery/password');

/** Sets a password with the link that an administrator handed out; its secret stands behind the `#`. */
export default function RecoverPage() {
  const [token] = useState(() => window.location.hash.slice(1));
  const [done, setDone] = useState(false);
  const link = useQuery<Link, Error>({
    queryKey: ['recovery-link', token],
    queryFn: () => check({ body: { token } }),
    enabled: token !== '',
    retry: false,
  });
  if (done || token === '') {
    return (
      <div className="mx-auto max-w-xl">
        <PageHeader title={t('recover.title')} />
        <EmptyState
          title={t(done ? 'recover.done' : 'recover.noLink')}
          actions={
            <ButtonLink to="/sign-in" variant="solid">
              {t('setup.toSignIn')}
            </ButtonLink>
          }
        />
      </div>
    );
  }
  return (
    <div className="mx-auto max-w-xl">
      <PageHeader title={t('recover.title')} lead={t('recover.lead')} />
      <Loaded query={link}>
        {(found) => <PasswordForm link={found} token={token} onDone={() => setDone(true)} />}
      </Loaded>
    </div>
  );
}

function PasswordForm({
  link,
  token,
  onDone,
}: {
  readonly link: Link;
  readonly token: string;
  readonly onDone: () => void;
}) {
  const form = useForm({
    initial: { password: '', again: '' },
    check: (values): Problem[] => newPasswordProblems(values.password, values.again, link.minLength),
    send: async ({ password }) => {
      await setPassword({ body: { token, password } });
      onDone();
    },
  });
  return (
    <div className="rounded-12 border border-solid-gray-300 bg-white p-4 sm:p-8">
      <p className="mb-6 text-std-16N-170">{t('recover.whose', { ...link })}</p>
      <Form form={form} submit={t('recover.submit')}>
        <input type="text" hidden name="username" autoComplete="username" value={link.loginName} readOnly />
        <NewPasswordFields password={form.text('password')} again={form.text('again')} />
      </Form>
    </div>
  );
}
