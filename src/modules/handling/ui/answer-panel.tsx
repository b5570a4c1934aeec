import type { ReactNode } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { ButtonLink, Link } from '../../../kit/ui/link.tsx';
import { Notice } from '../../../kit/ui/notice.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { type Address, clauseHref, exceptionHref, guideHref, permissionHref } from './address.ts';
import type { Answered, Offer } from './handling-page.tsx';
import { t } from './messages.ts';

const kinds = {
  allowed: 'success',
  allowed_with_measures: 'info',
  needs_permission: 'warning',
  forbidden: 'error',
} as const;

/** On a phone the answer lies below the steps: its outcome stays in sight and leads there. */
export function OutcomeBar({ answer }: { readonly answer: Answered }) {
  return (
    <p className="sticky bottom-0 z-10 -mx-4 flex items-center justify-between gap-3 border-t border-solid-gray-420 bg-white px-4 py-3 text-std-16N-170 lg:hidden">
      <span className="font-bold">{t(`answer.${answer.outcome}`)}</span>
      <a
        href={`#${answerId}`}
        className="focus-ring shrink-0 text-key-900 underline underline-offset-3 hover:decoration-[3px]"
      >
        {t('answer.show')}
      </a>
    </p>
  );
}

/** Where the answer stands on the page. */
export const answerId = 'answer';

/** Stands where the answer will be. */
export function Waiting() {
  return (
    <div className="rounded-8 border border-solid-gray-420 bg-solid-gray-50 p-6">
      <h2 className="text-std-20B-150 text-solid-gray-900">{t('answer.title')}</h2>
      <p className="mt-2 text-std-16N-170 text-solid-gray-700">{t('answer.waiting')}</p>
    </div>
  );
}

interface PanelProps {
  readonly answer: Answered;
  readonly address: Address;
  /** Situations of the guide that speak of this. */
  readonly guides: Offer['situations'];
  readonly restart: () => void;
}

/** The answer in plain words: may one, who permits, what to do, what to write down, and where all of it is said. */
export function AnswerPanel({ answer, address, guides, restart }: PanelProps) {
  const { outcome, explained } = answer;
  return (
    <div className="flex flex-col gap-6 rounded-8 border border-solid-gray-420 bg-white p-4 md:p-6">
      <div>
        <h2 className="text-std-20B-150 text-solid-gray-900">{t('answer.title')}</h2>
        <p className="mt-1 text-std-16N-170 text-solid-gray-700">
          {t('answer.for', { action: explained.action.title })}
        </p>
      </div>
      <Notice kind={kinds[outcome]} title={t(`answer.${outcome}`)}>
        {explained.undetermined.length > 0 && (
          <p className="text-std-16N-170">
            {t('answer.undetermined', {
              axes: explained.undetermined.map((axis) => t(`holding.${axis}`)).join('・'),
            })}
          </p>
        )}
      </Notice>
      <Permissions answer={answer} address={address} />
      <Duties
        title={t(outcome === 'forbidden' ? 'answer.instead' : 'answer.measures')}
        duties={answer.measures}
        answer={answer}
      />
      <Exception answer={answer} />
      <Duties title={t('answer.records')} duties={answer.records} answer={answer} />
      <Part title={t('answer.reasons')}>
        <ul className="flex flex-col gap-3">
          {answer.reasons.map(({ clause, text }) => (
            <li key={clause} className="text-std-16N-170">
              <Clause explained={explained} clause={clause} />
              <br />
              {text}
            </li>
          ))}
        </ul>
      </Part>
      <Guides guides={guides} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-dns-14N-130 text-solid-gray-700">
          {t('answer.edition', { pack: explained.pack.title })}
        </p>
        <Button size="sm" variant="outline" onClick={restart}>
          {t('answer.restart')}
        </Button>
      </div>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <h3 className="mb-2 text-std-17B-170 text-solid-gray-900">{title}</h3>
      {children}
    </div>
  );
}

function Clause({
  explained,
  clause,
}: {
  readonly explained: Answered['explained'];
  readonly clause: string;
}) {
  const { id, edition } = explained.pack;
  return (
    <Link to={clauseHref(id, explained.parents[clause] ?? clause)}>
      {t('answer.clause', { clause, edition })}
    </Link>
  );
}

function Permissions({ answer, address }: Pick<PanelProps, 'answer' | 'address'>) {
  const { permissions, classes } = answer.explained;
  if (permissions.length === 0) return null;
  return (
    <Part
      title={
        permissions.length === 1
          ? t('answer.permissions')
          : t('answer.permissionsMany', { count: permissions.length })
      }
    >
      <ul className="flex flex-col gap-4">
        {permissions.map(({ type, title, words, off }) => (
          <li key={type} className="rounded-8 border border-solid-gray-420 p-4">
            <p className="text-std-17B-170">{title}</p>
            <p className="mt-1 mb-3 text-std-16N-170">{t('answer.from', { words })}</p>
            {off ? (
              <p className="text-std-16N-170">{t('answer.off')}</p>
            ) : (
              <ButtonLink
                variant="solid"
                size="md"
                to={permissionHref(type, address, classes)}
                aria-label={t('answer.applyFor', { title })}
              >
                {t('answer.apply')}
              </ButtonLink>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Duties({
  title,
  duties,
  answer,
}: {
  readonly title: string;
  readonly duties: Answered['measures'];
  readonly answer: Answered;
}) {
  if (duties.length === 0) return null;
  return (
    <Part title={title}>
      <ul className="flex list-disc flex-col gap-2 pl-6">
        {duties.map(({ id, text }) => (
          <li key={id} className="text-std-16N-170">
            {text}
            <Clause explained={answer.explained} clause={answer.explained.clauses[id] ?? ''} />
            <LedgerLink ledger={answer.explained.ledgers[id]} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

const ledgerPages = {
  lending: { to: '/lending', action: 'loans.read' },
  carrying: { to: '/carry-book/new', action: 'carrying.record' },
  disposals: { to: '/disposals/new', action: 'disposals.record' },
} as const;

/** Opens the ledger in which a record is written, for those who write in it. */
function LedgerLink({ ledger }: { readonly ledger: keyof typeof ledgerPages | undefined }) {
  const may = useMay(ledger === undefined ? '' : ledgerPages[ledger].action);
  if (ledger === undefined || !may) return null;
  return (
    <>
      <br />
      <Link to={ledgerPages[ledger].to}>{t(`ledger.${ledger}`)}</Link>
    </>
  );
}

/** Where the guide tells the same in words, with what happened elsewhere. */
function Guides({ guides }: Pick<PanelProps, 'guides'>) {
  const mayRead = useMay('guide.read');
  if (!mayRead || guides.length === 0) return null;
  return (
    <Part title={t('answer.guides')}>
      <ul className="flex list-disc flex-col gap-2 pl-6">
        {guides.map(({ id, title }) => (
          <li key={id} className="text-std-16N-170">
            <Link to={guideHref(id)}>{title}</Link>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** What is forbidden may still be opened by an exception from the clause that forbids it. */
function Exception({ answer }: { readonly answer: Answered }) {
  const mayApply = useMay('exceptions.apply');
  const { pack, action } = answer.explained;
  const [first] = answer.reasons;
  const opens = answer.outcome === 'forbidden' && answer.measures.some(({ id }) => id === 'ask_exception');
  if (!opens || !mayApply || first === undefined) return null;
  return (
    <div>
      <ButtonLink to={exceptionHref(pack.id, first.clause, action.title)}>{t('answer.exception')}</ButtonLink>
    </div>
  );
}
