import { CardButton } from '../../../kit/ui/button.tsx';
import { useDeed } from '../../../kit/ui/data.tsx';
import { ErrorSummary } from '../../../kit/ui/form.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages.ts';
import { type DemoPerson, signInAsDemo } from './sign-in-api.ts';

/** The people of the sample data, to look at the product through their eyes with one click. */
export function DemoPeople({
  people,
  onDone,
}: {
  readonly people: readonly DemoPerson[];
  readonly onDone: () => Promise<void>;
}) {
  const enter = useDeed({ run: signInAsDemo, done: () => void onDone() });
  return (
    <section aria-label={t('demo.title')}>
      <PageHeader title={t('demo.title')} lead={t('demo.lead')} />
      <ErrorSummary problems={[]} failure={enter.error} />
      <ul className="mt-4 grid gap-3 sm:grid-cols-2">
        {people.map((person) => (
          <li key={person.person}>
            <CardButton
              busy={enter.isPending && enter.variables === person.person}
              onClick={() => enter.mutate(person.person)}
              aria-label={`${person.role}：${t('demo.signIn', { name: person.name })}`}
            >
              <span className="block text-std-17B-170 text-key-900">{person.role}</span>
              <span className="block text-std-16N-170 text-solid-gray-700">{person.name}</span>
              {person.detail !== '' && (
                <span className="block text-dns-14N-130 text-solid-gray-700">{person.detail}</span>
              )}
            </CardButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
