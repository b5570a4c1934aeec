import { type ReactNode, useState } from 'react';
import type { ApiError } from '../../../kit/ui/api.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { ConflictDialog } from '../../../kit/ui/conflict-dialog.tsx';
import { ConfirmDialog, Dialog } from '../../../kit/ui/dialog.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, type FormState, useForm } from '../../../kit/ui/form.tsx';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { t } from '../messages.ts';
import { GUIDE } from './calls.ts';

/** The name of a field in words. */
function labelOf(field: string): string {
  const key = `field.${field}`;
  return t.has(key) ? t(key) : field;
}

/** A record that is being changed: its address for the history, its version, and what takes it away. */
interface Known {
  readonly version: number;
  readonly name: string;
  readonly historyPath: string;
  readonly remove: () => Promise<unknown>;
}

/**
 * The dialog in which a page or a contact is written. When somebody else was faster, what differs is shown side by
 * side. `save` gets the version to write over, null for a new record.
 */
export function RecordDialog<Values extends object>({
  title,
  initial,
  known,
  save,
  close,
  children,
}: {
  readonly title: string;
  readonly initial: Values;
  readonly known: Known | null;
  readonly save: (values: Values, version: number | null) => Promise<unknown>;
  readonly close: () => void;
  readonly children: (form: FormState<Values>) => ReactNode;
}) {
  const [conflict, setConflict] = useState<ApiError | null>(null);
  const [removing, setRemoving] = useState(false);
  const done = useDone([GUIDE], close);
  const send = async (values: Values, version: number | null) => {
    await save(values, version);
    await done(t('edit.saved'));
  };
  const form = useForm<Values>({
    initial,
    send: (values) => send(values, known?.version ?? null),
    onConflict: setConflict,
  });
  return (
    <>
      <Dialog open onClose={close} title={title} size="lg">
        <Form
          form={form}
          submit={t('edit.save')}
          actions={
            known !== null && (
              <Button variant="text" onClick={() => setRemoving(true)}>
                {t('edit.delete')}
              </Button>
            )
          }
        >
          {children(form)}
        </Form>
        {known !== null && (
          <div className="mt-6">
            <Disclosure summary={t('edit.history')}>
              <HistoryPanel path={known.historyPath} />
            </Disclosure>
          </div>
        )}
      </Dialog>
      <ConflictDialog
        conflict={conflict}
        fieldLabel={labelOf}
        onClose={() => setConflict(null)}
        onResolve={(chosen, version) => send({ ...form.values, ...chosen }, version)}
      />
      {known !== null && (
        <ConfirmDialog
          open={removing}
          onClose={() => setRemoving(false)}
          title={t('edit.deleteTitle')}
          confirm={t('edit.delete')}
          danger
          onConfirm={async () => {
            await known.remove();
            await done(t('edit.deleted'));
          }}
        >
          <p>{t('edit.deleteText', { title: known.name })}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
