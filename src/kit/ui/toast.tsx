import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { errorText } from './api.ts';
import { Button, CloseButton } from './button.tsx';
import { t } from './messages.ts';

export interface Toast {
  readonly text: string;
  readonly kind?: 'success' | 'error';
  /** Takes the deed back; the toast then stays long enough to be used. */
  readonly undo?: () => Promise<unknown> | unknown;
}

interface Shown extends Toast {
  readonly id: number;
}

const ToastContext = createContext<(toast: Toast) => void>(() => {});

/** Shows a short message after a deed: `toast({ text: '保存しました', undo })`. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext);
}

/** The place of the toasts, at the foot of the window. They wait while the pointer or the focus is on them. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Shown[]>([]);
  const counter = useRef(0);
  const show = useCallback((toast: Toast) => {
    counter.current += 1;
    const id = counter.current;
    setToasts((now) => [...now.slice(-2), { ...toast, id }]);
  }, []);
  const remove = useCallback((id: number) => setToasts((now) => now.filter((toast) => toast.id !== id)), []);
  return (
    <ToastContext value={show}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="no-print pointer-events-none fixed inset-x-0 bottom-4 z-50 flex flex-col items-center gap-2 px-4"
      >
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} show={show} remove={remove} />
        ))}
      </div>
    </ToastContext>
  );
}

function ToastCard({
  toast,
  show,
  remove,
}: {
  readonly toast: Shown;
  readonly show: (toast: Toast) => void;
  readonly remove: (id: number) => void;
}) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || toast.kind === 'error') return;
    const timer = setTimeout(() => remove(toast.id), toast.undo ? 12_000 : 6_000);
    return () => clearTimeout(timer);
  }, [held, remove, toast]);
  const undo = async () => {
    remove(toast.id);
    try {
      await toast.undo?.();
    } catch (error) {
      show({ kind: 'error', text: errorText(error) });
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only holds the timer while somebody reads
    <div
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className={`pointer-events-auto flex w-full max-w-xl flex-wrap items-center gap-3 rounded-8 border-2 bg-white p-3 shadow-3 ${toast.kind === 'error' ? 'border-error-2' : 'border-success-2'}`}
    >
      <p className="min-w-0 flex-1 text-std-16N-170">{toast.text}</p>
      {toast.undo !== undefined && (
        <Button variant="outline" size="sm" onClick={() => void undo()}>
          {t('common.undo')}
        </Button>
      )}
      <CloseButton onClick={() => remove(toast.id)} />
    </div>
  );
}
