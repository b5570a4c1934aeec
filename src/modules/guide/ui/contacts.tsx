import { Badge } from '../../../kit/ui/badge.tsx';
import { t } from '../messages.ts';
import type { Contact } from './calls.ts';

/** Whom to ask, the urgent ones first. */
export function Contacts({ contacts }: { readonly contacts: readonly Contact[] }) {
  if (contacts.length === 0) return <p className="text-std-16N-170">{t('contact.none')}</p>;
  const sorted = [...contacts].sort((a, b) => Number(b.urgent) - Number(a.urgent));
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {sorted.map((contact) => (
        <li key={contact.id} className="rounded-8 border border-solid-gray-420 p-4">
          <p className="flex flex-wrap items-center gap-2 text-std-17B-170">
            {contact.name}
            {contact.unit !== null && (
              <span className="text-dns-14N-130 text-solid-gray-700">{contact.unit}</span>
            )}
            {contact.urgent && <Badge tone="red">{t('contact.urgent')}</Badge>}
          </p>
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-4 text-std-16N-170">
            {details(contact).map(([label, value]) => (
              <div key={label} className="contents">
                <dt className="text-solid-gray-700">{label}</dt>
                <dd className="min-w-0 break-words whitespace-pre-wrap">{value}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

const details = ({ phone, email, hours, note }: Contact): [string, string][] =>
  (
    [
      [t('contact.phone'), phone],
      [t('contact.email'), email],
      [t('contact.hours'), hours],
      [t('contact.note'), note],
    ] satisfies [string, string][]
  ).filter(([, value]) => value !== '');
