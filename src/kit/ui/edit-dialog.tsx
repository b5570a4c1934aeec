import { type ReactNode, useState } from 'react';
import { ApiError } from './api.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { Dialog, type DialogProps } from './dialog.tsx';
import { Form, type FormOptions, type FormState, useForm } from './form.tsx';

/**
 * What a change is saved over: the version that was seen. After a conflict it is the newest one, and beside it stand
 * the fields as they were settled, under the server's names: they go last into the body.
 */
export interface Over {
  readonly version: number;
}

interface EditDialogProps<Values extends object>
  extends Pick<DialogProps, 'title' | 'size'>,
    Pick<FormOptions<Values>, 'initial' | 'check' | 'fieldOf'> {
  /** The text of the button that saves. */
  readonly submit: string;
  /** The version of the record that is changed. */
  readonly version: number;
  /** What the server's fields are called, where somebody else changed them meanwhile. */
  readonly labels: Readonly<Record<string, string>>;
  readonly save: (values: Values, over: Over) => Promise<unknown>;
  readonly close: () => void;
  readonly children: (form: FormState<Values>) => ReactNode;
}

/** The dialog in which a record is changed. When somebody else was faster, what differs is shown side by side. */
export function EditDialog<Values extends object>({
  title,
  size = 'md',
  submit,
  version,
  labels,
  save,
  close,
  children,
  ...fields
}: EditDialogProps<Values>) {
  const [conflict, setConflict] = useState<ApiError | null>(null);
  const form = useForm<Values>({
    ...fields,
    send: (values) => save(values, { version }),
    onConflict: setConflict,
  });
  return (
    <Dialog open onClose={close} title={title} size={size}>
      <Form form={form} submit={submit}>
        {children(form)}
      </Form>
      <ConflictDialog
        conflict={conflict}
        fieldLabel={(field) => labels[field] ?? field}
        onClose={() => setConflict(null)}
        onResolve={(settled, newest) =>
          save(form.values, { ...settled, version: newest }).catch((error: unknown) => {
            // Somebody was faster once more: the choice is asked for anew, between what stands now.
            if (error instanceof ApiError && error.status === 409) setConflict(error);
            throw error;
          })
        }
      />
    </Dialog>
  );
}
