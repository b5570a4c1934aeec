import type { Problem } from '../../../kit/ui/api.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { useDeed } from '../../../kit/ui/data.tsx';
import { ErrorSummary, Form, useForm } from '../../../kit/ui/form.tsx';
import { Select, TextField } from '../../../kit/ui/inputs.tsx';
import { FileLink } from '../../../kit/ui/link.tsx';
import { t } from '../messages.ts';
import { signInWithPasskey } from './passkey.ts';
import { oidcStart, type SecondFactor, type SignInOptions, sendPassword } from './sign-in-api.ts';

interface Values {
  organisation: string;
  loginName: string;
  password: string;
}

/** Login name and password, and the ways beside them. */
export function PasswordStep({
  options,
  onDone,
  onSecond,
}: {
  readonly options: SignInOptions;
  readonly onDone: () => Promise<void>;
  readonly onSecond: (methods: readonly SecondFactor[]) => void;
}) {
  const several = options.organisations.length > 1;
  const form = useForm<Values>({
    initial: {
      organisation: several ? '' : (options.organisations[0]?.slug ?? ''),
      loginName: '',
      password: '',
    },
    check: (values) => missing(values, several),
    send: async (values) => {
      const { organisation, ...rest } = values;
      const answer = await sendPassword({ body: { ...rest, ...(organisation !== '' && { organisation }) } });
      if (answer.step === 'second-factor') onSecond(answer.methods);
      else await onDone();
    },
  });
  const passkey = useDeed({
    run: () => signInWithPasskey(form.values.organisation),
    done: () => void onDone(),
  });
  const others = options.passkeys || options.oidc.length > 0;
  return (
    <div className="flex flex-col gap-6">
      <Form form={form} submit={t('signIn.submit')}>
        {several && (
          <Select
            {...form.text('organisation')}
            label={t('signIn.organisation')}
            required
            width="full"
            options={options.organisations.map(({ slug, name }) => ({ value: slug, label: name }))}
          />
        )}
        <TextField
          {...form.text('loginName')}
          label={t('signIn.loginName')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <TextField
          {...form.text('password')}
          type="password"
          label={t('signIn.password')}
          autoComplete="current-password"
        />
      </Form>
      {others && (
        <div className="flex flex-col items-start gap-3 border-t border-solid-gray-300 pt-6">
          <ErrorSummary problems={[]} failure={passkey.error} />
          {options.passkeys && (
            <Button variant="outline" busy={passkey.isPending} onClick={() => passkey.mutate()}>
              {t('signIn.passkey')}
            </Button>
          )}
          {options.oidc.map(({ id, label }) => (
            <FileLink key={id} href={oidcStart(id)} button={{ size: 'md' }} opens="leave">
              {t('signIn.oidc', { label })}
            </FileLink>
          ))}
        </div>
      )}
      <p className="text-dns-14N-130 text-solid-gray-700">{t('signIn.help')}</p>
    </div>
  );
}

function missing({ organisation, loginName, password }: Values, several: boolean): Problem[] {
  return [
    ...(several && organisation === ''
      ? [{ field: 'organisation', message: t('signIn.organisationMissing') }]
      : []),
    ...(loginName.trim() === '' ? [{ field: 'loginName', message: t('signIn.loginNameMissing') }] : []),
    ...(password === '' ? [{ field: 'password', message: t('signIn.passwordMissing') }] : []),
  ];
}
