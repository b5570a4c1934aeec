import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button, CloseButton } from './button.tsx';
import { cx } from './cx.ts';
import { t } from './messages.ts';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons at the foot, the main one first. */
  readonly actions?: ReactNode;
  readonly size?: 'sm' | 'md' | 'lg';
}

const sizes = { sm: 'max-w-lg', md: 'max-w-2xl', lg: 'max-w-5xl' };

/** A modal dialog on the native element: focus is kept inside, Escape closes, focus returns to the opener. */
export function Dialog({ open, onClose, title, children, actions, size = 'md' }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className={cx(
        'fixed inset-0 m-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] overflow-y-auto rounded-12 border border-solid-gray-300 bg-white p-0 text-solid-gray-800 shadow-5',
        sizes[size],
      )}
    >
      {open && (
        <div className="flex flex-col gap-4 p-4 sm:p-6">
          <div className="flex items-start justify-between gap-4">
            <h2 id={titleId} className="text-std-22B-150">
              {title}
            </h2>
            <CloseButton onClick={onClose} />
          </div>
          <div className="min-w-0">{children}</div>
          {actions !== undefined && (
            <div className="mt-2 flex flex-col gap-3 sm:flex-row-reverse">{actions}</div>
          )}
        </div>
      )}
    </dialog>
  );
}

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children?: ReactNode;
  /** The text of the button, a verb: 「終了する」. */
  readonly confirm: string;
  /** Marks a deed that cannot be undone. */
  readonly danger?: boolean;
  /** The deed; the dialog closes when it has succeeded and stays with the message when it has not. */
  readonly onConfirm: () => Promise<unknown> | unknown;
}

/** Asks before a deed with weight, shows that it is under way and why it failed. */
export function ConfirmDialog({
  open,
  onClose,
  title,
  children,
  confirm,
  danger = false,
  onConfirm,
}: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const run = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      size="sm"
      actions={
        <>
          <Button variant={danger ? 'danger' : 'solid'} busy={busy} onClick={() => void run()}>
            {confirm}
          </Button>
          <Button variant="outline" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      {children}
      {failure !== null && (
        <p role="alert" className="mt-4 text-std-16N-170 text-error-2">
          {failure}
        </p>
      )}
    </Dialog>
  );
}
