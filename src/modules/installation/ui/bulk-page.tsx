import { useState } from 'react';
import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import { RadioGroup } from '../../../kit/ui/choice.tsx';
import { Loaded, useData, useRefresh } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages.ts';
import type { createMissingAccountsRoute, missingAccountsRoute } from '../routes/account-deeds.ts';

type Made = Answer<typeof createMissingAccountsRoute>;

const create = endpoint<typeof createMissingAccountsRoute>('POST', '/api/v1/accounts/missing');

/** Accounts for everybody who has none, and the list of their links as a file. */
export default function BulkPage() {
  const [made, setMade] = useState<Made | null>(null);
  const missing = useData<Answer<typeof missingAccountsRoute>>('/api/v1/accounts/missing');
  return (
    <>
      <PageHeader title={t('bulk.title')} lead={t('bulk.lead')} />
      {made ? (
        <Result made={made} />
      ) : (
        <Loaded query={missing}>
          {({ people }) =>
            people === 0 ? (
              <EmptyState
                title={t('bulk.nobody')}
                actions={<ButtonLink to="/accounts">{t('accounts.title')}</ButtonLink>}
              />
            ) : (
              <Choices people={people} done={setMade} />
            )
          }
        </Loaded>
      )}
    </>
  );
}

interface Values {
  loginName: 'number' | 'email';
  format: 'xlsx' | 'csv';
}

function Choices({ people, done }: { readonly people: number; readonly done: (made: Made) => void }) {
  const refresh = useRefresh();
  const form = useForm<Values>({
    initial: { loginName: 'number', format: 'xlsx' },
    send: async (body) => {
      const made = await create({ body });
      if (made.file) saveFile(made.file);
      done(made);
      await refresh(['/api/v1/accounts']);
    },
  });
  return (
    <Form form={form} submit={t('bulk.create')}>
      <p className="text-std-17B-170">{t('bulk.count', { count: people.toLocaleString('ja-JP') })}</p>
      <RadioGroup
        label={t('bulk.loginName')}
        required
        value={form.values.loginName}
        onChange={(loginName) => form.set({ loginName })}
        options={[
          { value: 'number', label: t('bulk.number') },
          { value: 'email', label: t('bulk.email'), support: t('bulk.emailSupport') },
        ]}
      />
      <RadioGroup
        label={t('bulk.format')}
        required
        value={form.values.format}
        onChange={(format) => form.set({ format })}
        options={[
          { value: 'xlsx', label: t('bulk.xlsx') },
          { value: 'csv', label: t('bulk.csv') },
        ]}
      />
    </Form>
  );
}

function Result({ made }: { readonly made: Made }) {
  return (
    <div className="flex flex-col items-start gap-4">
      <Notice
        kind="success"
        title={t('bulk.made', { count: made.created.toLocaleString('ja-JP') })}
        role="status"
      >
        {made.created > 0 && t('bulk.done')}
      </Notice>
      {made.clashCount > 0 && (
        <Notice kind="warning" title={t('bulk.clashTitle')}>
          {t('bulk.clash', { count: made.clashCount, examples: made.clashes.join('、') })}
        </Notice>
      )}
      <ButtonLink to="/accounts">{t('accounts.title')}</ButtonLink>
    </div>
  );
}

/** Hands the file to the browser to save; it was in the answer, and the server does not have it any more. */
function saveFile({ name, contentType, base64 }: NonNullable<Made['file']>): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: contentType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
