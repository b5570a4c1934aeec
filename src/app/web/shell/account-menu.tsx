import { useRef } from 'react';
import { api } from '../../../kit/ui/api.ts';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { useDeed } from '../../../kit/ui/data.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { useSession } from '../../../kit/ui/session.ts';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages.ts';
import { useChangeOfPerson } from '../session-state.ts';

/** Name, roles, account settings and sign-out, in a native popover. */
export function AccountMenu() {
  const session = useSession();
  const menu = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const toast = useToast();
  const changePerson = useChangeOfPerson();
  const signOut = useDeed({
    run: () => api.post('/api/v1/sign-out'),
    done: () => void changePerson().then(() => navigate('/sign-in?signedOut=1')),
  });
  const close = () => menu.current?.hidePopover();
  const unit = session.person?.unitName;
  return (
    <>
      <button
        type="button"
        popoverTarget="account-menu"
        aria-label={t('shell.account', { name: session.account.name })}
        className="focus-ring flex min-h-11 items-center gap-2 rounded-8 px-2 text-oln-16N-100 hover:bg-solid-gray-50"
      >
        <svg viewBox="0 0 24 24" aria-hidden="true" className="size-6 shrink-0 fill-solid-gray-700">
          <path d="M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20m0 4a3.6 3.6 0 1 1 0 7.2A3.6 3.6 0 0 1 12 6m0 14a8 8 0 0 1-6.2-3c.4-2 4.1-3 6.2-3s5.8 1 6.2 3a8 8 0 0 1-6.2 3" />
        </svg>
        <span className="hidden max-w-40 truncate md:block">{session.account.name}</span>
      </button>
      <div
        ref={menu}
        id="account-menu"
        popover="auto"
        className="fixed inset-auto top-16 right-4 m-0 w-[min(22rem,calc(100vw-2rem))] rounded-12 border border-solid-gray-300 bg-white p-4 text-solid-gray-800 shadow-3"
      >
        <p className="text-std-17B-170">{session.account.name}</p>
        {unit && <p className="text-dns-14N-130 text-solid-gray-700">{unit}</p>}
        <p className="mt-4 text-dns-14B-130">{t('shell.roles')}</p>
        {session.roles.length === 0 ? (
          <p className="mt-1 text-dns-14N-130 text-solid-gray-700">{t('shell.noRoles')}</p>
        ) : (
          <ul className="mt-2 flex flex-col gap-2">
            {session.roles.map((role) => (
              <li
                key={`${role.label} ${role.scope ?? ''}`}
                className="flex flex-wrap items-center gap-2 text-dns-14N-130"
              >
                <Badge tone="blue">
                  {role.label}
                  {role.deputy && t('shell.deputy')}
                </Badge>
                {role.scope}
              </li>
            ))}
          </ul>
        )}
        <div className="mt-4 flex flex-col gap-3 border-t border-solid-gray-300 pt-4">
          <Link to="/account" onClick={close}>
            {t('shell.accountSettings')}
          </Link>
          {session.demo && (
            <Link to="/sign-in" onClick={close}>
              {t('shell.switchDemo')}
            </Link>
          )}
          <Button
            variant="outline"
            size="sm"
            busy={signOut.isPending}
            onClick={() =>
              signOut.mutate(undefined, { onError: (error) => toast({ kind: 'error', text: error.message }) })
            }
          >
            {t('shell.signOut')}
          </Button>
        </div>
      </div>
    </>
  );
}
