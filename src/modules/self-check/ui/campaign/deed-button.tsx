import { type ReactNode, useState } from 'react';
import { api } from '../../../../kit/ui/api.ts';
import { Button, type ButtonVariant } from '../../../../kit/ui/button.tsx';
import { useRefresh } from '../../../../kit/ui/data.tsx';
import { ConfirmDialog } from '../../../../kit/ui/dialog.tsx';
import { useToast } from '../../../../kit/ui/toast.tsx';

/** A button for a deed on a campaign that is asked back before it is done. */
export function DeedButton<Result = unknown>({
  label,
  title,
  children,
  path,
  body,
  done,
  after,
  variant = 'outline',
  danger = false,
}: {
  readonly label: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly path: string;
  readonly body: unknown;
  /** What is said when it is done. */
  readonly done: string | ((result: Result) => string);
  readonly after?: (result: Result) => void;
  readonly variant?: ButtonVariant;
  readonly danger?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const refresh = useRefresh();
  const toast = useToast();
  return (
    <>
      <Button variant={variant} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={title}
        confirm={label}
        danger={danger}
        onConfirm={async () => {
          const result = await api.post<Result>(path, body);
          setOpen(false);
          await refresh(['/api/v1/campaigns', '/api/v1/improvements', '/api/v1/me']);
          toast({ text: typeof done === 'string' ? done : done(result) });
          after?.(result);
        }}
      >
        {children}
      </ConfirmDialog>
    </>
  );
}
