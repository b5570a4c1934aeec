import { useState } from 'react';
import { type Answer, endpoint, type Problem } from '../../../kit/ui/api.ts';
import { Checkbox } from '../../../kit/ui/choice.tsx';
import { useRefresh } from '../../../kit/ui/data.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages.ts';
import type { createAccountRoute } from '../routes/accounts.ts';
import { LinkNotice } from './link-notice.tsx';

const create = endpoint<typeof createAccountRoute>('POST', '/api/v1/accounts');

const empty = { name: '', loginName: '', email: '', personNumber: '', administrator: false };

/** One account more; afterwards the link for its owner stands there once. */
export default function NewAccountPage() {
  const [made, setMade] = useState<Answer<typeof createAccountRoute> | null>(null);
  const refresh = useRefresh();
  const form = useForm({
    initial: empty,
    check: ({ name, loginName }): Problem[] => [
      ...(name.trim() === '' ? [{ field: 'name', message: t('form.nameMissing') }] : []),
      ...(loginName.trim() === '' ? [{ field: 'loginName', message: t('form.loginNameMissing') }] : []),
    ],
    send: async (body) => {
      setMade(await create({ body }));
      await refresh(['/api/v1/accounts']);
    },
  });
  if (made) {
    return (
      <>
        <PageHeader title={t('account.new')} />
        <LinkNotice link={made.link} />
        <div className="mt-6 flex flex-wrap gap-3">
          <ButtonLink to={`/accounts/${made.id}`} variant="solid">
            {t('account.title')}
          </ButtonLink>
          <ButtonLink to="/accounts">{t('accounts.title')}</ButtonLink>
        </div>
      </>
    );
  }
  return (
    <>
      <PageHeader title={t('account.new')} lead={t('account.newLead')} />
      <Form form={form} submit={t('form.add')}>
        <TextField {...form.text('name')} label={t('form.name')} required width="md" autoComplete="off" />
        <TextField
          {...form.text('loginName')}
          label={t('form.loginName')}
          required
          support={t('form.loginNameSupport')}
          width="md"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <TextField
          {...form.text('personNumber')}
          label={t('form.personNumber')}
          support={t('form.personNumberSupport')}
          width="sm"
          autoComplete="off"
        />
        <TextField
          {...form.text('email')}
          type="email"
          label={t('form.email')}
          support={t('form.emailSupport')}
          autoComplete="off"
        />
        <Checkbox
          label={t('form.administrator')}
          support={t('form.administratorSupport')}
          checked={form.values.administrator}
          onChange={(administrator) => form.set({ administrator })}
        />
      </Form>
    </>
  );
}
