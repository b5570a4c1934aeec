import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { type ButtonSize, type ButtonVariant, buttonClass } from './button.tsx';
import { cx } from './cx.ts';
import { t } from './messages.ts';

const linkClass =
  'text-key-900 underline underline-offset-3 hover:decoration-[3px] active:text-orange-800 visited:text-magenta-900 focus-visible:bg-yellow-300 focus-visible:text-key-1200 rounded-4';

export interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  /** Address inside the product, with its search part: `/units/1?tab=people`. */
  readonly to: string;
  readonly children: ReactNode;
}

/** An anchor that changes the page without loading the document anew; modified clicks stay the browser's. */
export function PlainLink({ to, onClick, ...rest }: LinkProps) {
  const { history } = useRouter();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (event.defaultPrevented || modified || (rest.target ?? '_self') !== '_self') return;
    event.preventDefault();
    history.push(to);
  };
  return <a href={to} onClick={follow} {...rest} />;
}

/** A text link inside the product. */
export function Link({ className, ...rest }: LinkProps) {
  return <PlainLink {...rest} className={cx(linkClass, className)} />;
}

/** A link that looks like a button. */
export function ButtonLink({
  variant = 'outline',
  size = 'md',
  className,
  ...rest
}: LinkProps & { readonly variant?: ButtonVariant; readonly size?: ButtonSize }) {
  return <PlainLink {...rest} className={cx(buttonClass(variant, size), className)} />;
}

export interface FileLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** Gives it the look of a button. */
  readonly button?: { readonly variant?: ButtonVariant; readonly size?: ButtonSize };
  /** `download` saves a file, `window` opens beside the product, `leave` leaves it. */
  readonly opens?: 'download' | 'window' | 'leave';
}

/** A link to a file of the API or to another site: never the router's business. */
export function FileLink({ href, children, button, opens = 'download' }: FileLinkProps) {
  const className =
    button === undefined ? linkClass : buttonClass(button.variant ?? 'outline', button.size ?? 'sm');
  const targets = {
    download: { download: '' },
    window: { target: '_blank', rel: 'noreferrer' },
    leave: {},
  };
  return (
    <a href={href} className={className} {...targets[opens]}>
      {children}
      {opens === 'window' && <span className="sr-only">{t('common.opensNewWindow')}</span>}
    </a>
  );
}
