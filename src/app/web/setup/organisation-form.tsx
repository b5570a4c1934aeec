import type { ReactNode } from 'react';
import type { Problem } from '../../../kit/ui/api.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '../../../kit/ui/choice.tsx';
import { Form, fieldName, useForm } from '../../../kit/ui/form.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages.ts';
import { NewPasswordFields } from '../new-password-fields.tsx';
import { useChangeOfPerson } from '../session-state.ts';
import { type OrganisationKind, registerOrganisation, type SetupState } from './setup-api.ts';
import type { GivenCode } from './setup-page.tsx';

interface Values {
  name: string;
  kind: OrganisationKind | '';
  adminName: string;
  loginName: string;
  password: string;
  again: string;
  email: string;
  packs: readonly string[];
}

const empty: Values = {
  name: '',
  kind: '',
  adminName: '',
  loginName: '',
  password: '',
  again: '',
  email: '',
  packs: [],
};

/** Name and kind of the organisation, its first administrator, and the standards it works by. */
export function OrganisationForm({
  state: { packs, kinds },
  code,
  codeField,
  back,
}: {
  readonly state: SetupState;
  readonly code: GivenCode;
  readonly codeField: ReactNode;
  readonly back: () => void;
}) {
  const navigate = useNavigate();
  const changePerson = useChangeOfPerson();
  const form = useForm<Values>({
    initial: empty,
    check: checkOrganisation,
    fieldOf: formField,
    send: async (values) => {
      await registerOrganisation({
        body: {
          ...code,
          organisation: { name: values.name.trim(), kind: values.kind },
          administrator: {
            name: values.adminName.trim(),
            loginName: values.loginName.trim(),
            password: values.password,
            email: values.email.trim(),
          },
          packs: [...values.packs],
        },
      });
      const session = await changePerson();
      navigate(session === null ? '/sign-in' : '/', { replace: true });
    },
  });
  const offered = packs.filter((pack) => suits(pack, form.values.kind));
  const choose = (kind: OrganisationKind) =>
    form.set({ kind, packs: packs.filter((pack) => suits(pack, kind)).map((pack) => pack.id) });
  return (
    <>
      <PageHeader title={t('setup.own')} />
      <div className="rounded-12 border border-solid-gray-300 bg-white p-4 sm:p-8">
        <Form
          form={form}
          submit={t('setup.submit')}
          actions={
            <Button variant="text" onClick={back}>
              {t('setup.back')}
            </Button>
          }
        >
          {codeField}
          <h2 className="text-std-20B-150">{t('setup.organisation')}</h2>
          <TextField
            {...form.text('name')}
            label={t('setup.name')}
            required
            support={t('setup.nameSupport')}
            autoComplete="organization"
          />
          <RadioGroup
            label={t('setup.kind')}
            required
            name="kind"
            support={t('setup.kindSupport')}
            value={form.values.kind}
            onChange={choose}
            error={form.error('kind')}
            options={kinds.map((value) => ({ value, label: t(`setup.kind.${value}`) }))}
          />
          {form.values.kind !== '' && (
            <CheckboxGroup
              label={t('setup.packs')}
              required
              name="packs"
              support={t('setup.packsSupport')}
              values={form.values.packs}
              onChange={(chosen) => form.set({ packs: chosen })}
              error={form.error('packs')}
              options={offered.map((pack) => ({ value: pack.id, label: pack.title }))}
            />
          )}
          <h2 className="mt-4 text-std-20B-150">{t('setup.administrator')}</h2>
          <TextField
            {...form.text('adminName')}
            label={t('setup.adminName')}
            required
            width="md"
            autoComplete="name"
          />
          <TextField
            {...form.text('loginName')}
            label={t('setup.loginName')}
            required
            support={t('setup.loginNameSupport')}
            width="md"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
          <TextField
            {...form.text('email')}
            type="email"
            label={t('setup.email')}
            required={false}
            autoComplete="email"
          />
          <NewPasswordFields
            password={form.text('password')}
            again={form.text('again')}
            label={t('setup.password')}
            againLabel={t('setup.passwordAgain')}
          />
        </Form>
      </div>
    </>
  );
}

const suits = (pack: SetupState['packs'][number], kind: OrganisationKind | ''): boolean =>
  kind === '' || pack.orgKinds.includes(kind);

/** The API groups the fields; the form has them side by side. */
const formField = (serverField: string): string => {
  const field = fieldName(serverField);
  return field === 'administrator.name' ? 'adminName' : (field.split('.').at(-1) ?? field);
};

/** What can be said before asking the server. */
function checkOrganisation(values: Values): Problem[] {
  const rules: readonly [boolean, keyof Values, string][] = [
    [values.name.trim() === '', 'name', t('setup.nameMissing')],
    [values.kind === '', 'kind', t('setup.kindMissing')],
    [values.kind !== '' && values.packs.length === 0, 'packs', t('setup.packsMissing')],
    [values.adminName.trim() === '', 'adminName', t('setup.adminNameMissing')],
    [values.loginName.trim() === '', 'loginName', t('setup.loginNameMissing')],
    [Array.from(values.password).length < 12, 'password', t('setup.passwordShort')],
    [values.password !== values.again, 'again', t('setup.passwordDiffers')],
  ];
  return rules.filter(([wrong]) => wrong).map(([, field, message]) => ({ field, message }));
}
