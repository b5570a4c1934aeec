import type { ReactNode } from 'react';
import { CloseButton } from './button.tsx';
import { cx } from './cx.ts';
import { t } from './messages.ts';

type NoticeKind = 'info' | 'success' | 'warning' | 'error';

const looks: Record<NoticeKind, { readonly frame: string; readonly mark: string; readonly icon: string }> = {
  info: { frame: 'border-key-900', mark: 'text-key-900', icon: 'M11 10h2v7h-2zM11 7h2v2h-2z' },
  success: {
    frame: 'border-success-2',
    mark: 'text-success-2',
    icon: 'm7 12 1.4-1.4L11 13.2l4.6-4.6L17 10l-6 6z',
  },
  warning: {
    frame: 'border-warning-orange-2',
    mark: 'text-warning-orange-2',
    icon: 'M11 7h2v6h-2zM11 15h2v2h-2z',
  },
  error: { frame: 'border-error-2', mark: 'text-error-2', icon: 'M11 7h2v6h-2zM11 15h2v2h-2z' },
};

export interface NoticeProps {
  readonly kind?: NoticeKind;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons or links under the text. */
  readonly actions?: ReactNode;
  readonly onClose?: () => void;
  /** `alert` interrupts a screen reader; give it to what appears after a deed. */
  readonly role?: 'alert' | 'status';
  readonly className?: string;
}

/** A notification banner: a thick left edge, a mark with its meaning in words, a title and a text. */
export function Notice({ kind = 'info', title, children, actions, onClose, role, className }: NoticeProps) {
  const look = looks[kind];
  return (
    <div role={role} className={cx('rounded-8 border-2 bg-white p-4', look.frame, className)}>
      <div className="flex items-start gap-3">
        <NoticeMark kind={kind} />
        <div className="min-w-0 flex-1">
          {title !== undefined && <p className="text-std-17B-170 text-solid-gray-900">{title}</p>}
          {children !== undefined && <div className={cx(title !== undefined && 'mt-1')}>{children}</div>}
          {actions !== undefined && <div className="mt-3 flex flex-wrap gap-3">{actions}</div>}
        </div>
        {onClose !== undefined && <CloseButton onClick={onClose} />}
      </div>
    </div>
  );
}

/** The coloured mark of a notice; its meaning is also there for screen readers. */
function NoticeMark({ kind }: { readonly kind: NoticeKind }) {
  const look = looks[kind];
  return (
    <svg
      viewBox="0 0 24 24"
      className={cx('mt-0.5 size-6 shrink-0', look.mark)}
      role="img"
      aria-label={t(`notice.${kind}`)}
      fill="currentColor"
    >
      <title>{t(`notice.${kind}`)}</title>
      {kind === 'warning' ? <path d="M12 2 1 21h22z" /> : <circle cx="12" cy="12" r="10" />}
      <path fill="#fff" d={look.icon} />
    </svg>
  );
}
