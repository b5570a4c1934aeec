import { useState } from 'react';
import { formatInstant } from '../../../kernel/dates.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { useDeed, useRefresh } from '../../../kit/ui/data.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages.ts';
import { accountChanges, addPasskey, beginPasskey, removePasskey, type Security } from './account-api.ts';
import { Part } from './part.tsx';

type Passkey = Security['passkeys'][number];

interface PasskeyProps {
  readonly passkeys: readonly Passkey[];
  readonly locked: boolean;
  readonly onCodes: (codes: readonly string[] | null) => void;
}

/** The passkeys of the account: a list, one more, one less. */
export function PasskeyPart({ passkeys, locked, onCodes }: PasskeyProps) {
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Passkey | null>(null);
  const remove = useDeed({
    run: (id: string) => removePasskey({ params: { id } }),
    changes: accountChanges,
  });
  return (
    <Part title={t('account.passkeys')} lead={t('account.passkeysLead')}>
      {passkeys.length === 0 ? (
        <p className="text-solid-gray-700">{t('account.passkeysNone')}</p>
      ) : (
        <Table<Passkey>
          caption={t('account.passkeys')}
          dense
          rows={passkeys}
          rowKey={(row) => row.id}
          columns={[
            {
              name: 'name',
              label: t('account.name'),
              cell: (row) => row.name,
              heading: true,
              width: 'min-w-32',
            },
            {
              name: 'added',
              label: t('account.added'),
              cell: (row) => formatInstant(new Date(row.createdAt)),
              width: 'min-w-40',
            },
            {
              name: 'remove',
              label: t('account.action'),
              cell: (row) => (
                <Button size="sm" variant="outline" disabled={locked} onClick={() => setLeaving(row)}>
                  {t('account.passkeyRemove')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {adding ? (
        <AddPasskey
          onDone={(codes) => {
            setAdding(false);
            onCodes(codes);
          }}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <Button variant="outline" disabled={locked} onClick={() => setAdding(true)}>
          {t('account.passkeyAdd')}
        </Button>
      )}
      <ConfirmDialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t('account.passkeyRemoveTitle', { name: leaving?.name ?? '' })}
        confirm={t('account.passkeyRemove')}
        danger
        onConfirm={() => (leaving === null ? undefined : remove.mutateAsync(leaving.id))}
      />
    </Part>
  );
}

function AddPasskey({
  onDone,
  onCancel,
}: {
  readonly onDone: (codes: readonly string[] | null) => void;
  readonly onCancel: () => void;
}) {
  const refresh = useRefresh();
  const toast = useToast();
  const form = useForm({
    initial: { name: '' },
    check: ({ name }) =>
      name.trim() === '' ? [{ field: 'name', message: t('account.passkeyNameMissing') }] : [],
    send: async ({ name }) => {
      const { recoveryCodes } = await enrol(name.trim());
      await refresh(accountChanges);
      toast({ text: t('account.passkeyAdded') });
      onDone(recoveryCodes);
    },
  });
  return (
    <Form
      form={form}
      submit={t('account.passkeyAdd')}
      actions={
        <Button variant="text" onClick={onCancel}>
          {t('account.cancel')}
        </Button>
      }
    >
      <TextField
        {...form.text('name')}
        label={t('account.passkeyName')}
        support={t('account.passkeyNameSupport')}
        width="md"
        maxLength={60}
      />
    </Form>
  );
}

async function enrol(name: string) {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const optionsJSON = (await beginPasskey()) as Parameters<typeof startRegistration>[0]['optionsJSON'];
  const response = await startRegistration({ optionsJSON }).catch((error: unknown) => {
    throw new Error(t('account.passkeyFailed'), { cause: error });
  });
  return addPasskey({ body: { name, response: { ...response } as never } });
}
