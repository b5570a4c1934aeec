import { useEffect, useRef } from 'react';
import { cx } from '../../../kit/ui/cx.ts';
import { PlainLink } from '../../../kit/ui/link.tsx';
import { usePathname } from '../../../kit/ui/navigation.ts';
import { buildNavigation, currentPath } from '../../../kit/ui/pages.ts';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { pages } from '../pages.ts';

/** The links a person gets to see, by heading. */
export function Navigation({ onFollow }: { readonly onFollow?: () => void }) {
  const { actions } = useSession();
  const pathname = usePathname();
  const sections = buildNavigation(pages, new Set(actions));
  const current = currentPath(
    pathname,
    sections.flatMap((section) => section.links.map((link) => link.path)),
  );
  const list = useRef<HTMLElement>(null);
  // The list is longer than an old screen: the place where one is should not be under its edge.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another place
  useEffect(() => {
    const box = list.current?.parentElement;
    const link = list.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (box && link && !isShown(box, link)) box.scrollTop = link.offsetTop - box.clientHeight / 2;
  }, [current]);
  return (
    <nav ref={list} aria-label={t('shell.nav')} className="flex flex-col gap-6">
      {sections.map((section) => (
        <div key={section.group}>
          {section.group !== 'mine' && (
            <p className="mb-1 px-3 text-oln-14B-100 leading-150 text-solid-gray-700">
              {t(`nav.${section.group}`)}
            </p>
          )}
          <ul>
            {section.links.map((link) => (
              <li key={link.path}>
                <PlainLink
                  to={link.path}
                  {...(onFollow && { onClick: onFollow })}
                  aria-current={link.path === current ? 'page' : undefined}
                  className={cx(
                    'focus-ring flex min-h-11 items-center rounded-8 px-3 py-2 text-oln-16N-100 leading-130',
                    link.path === current
                      ? 'bg-key-100 font-bold text-key-1000'
                      : 'text-solid-gray-800 hover:bg-solid-gray-50 hover:underline hover:underline-offset-3',
                  )}
                >
                  {link.label}
                </PlainLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** Not quite at the edge: a banner above may push the last lines out of the window. */
const MARGIN = 64;

const isShown = (box: HTMLElement, link: HTMLElement): boolean =>
  link.offsetTop >= box.scrollTop &&
  link.offsetTop + link.offsetHeight <= box.scrollTop + box.clientHeight - MARGIN;
