import { type Answer, queryText } from '../../../kit/ui/api.ts';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { Select, TextField } from '../../../kit/ui/inputs.tsx';
import { FileLink, Link } from '../../../kit/ui/link.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { Section } from '../../../kit/ui/page-header.tsx';
import { notesOn, type RequirementNote, RequirementNotes } from '../../../kit/ui/requirement-notes.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import type { getMyDuties } from '../routes.ts';

type Duties = Answer<typeof getMyDuties>;
type Duty = Duties['duties'][number];

const none = { q: '', role: '', place: '' };

/** Duties with search, filters and files; the same for one's own and for those of a person. */
export function DutyList({
  path,
  notes = [],
}: {
  readonly path: string;
  /** Remarks of other rooms on these duties, such as exceptional measures. */
  readonly notes?: readonly RequirementNote[];
}) {
  const [state, set] = useUrlState(none);
  const duties = useData<Duties>(path, state);
  return (
    <Loaded query={duties}>
      {(answer) =>
        answer.total === 0 ? (
          <EmptyState title={t('mine.none')}>{t('mine.noneHint')}</EmptyState>
        ) : (
          <>
            <div className="grid gap-4 md:grid-cols-3">
              <TextField
                type="search"
                label={t('filter.q')}
                value={state.q}
                onChange={(q) => set({ q })}
                width="full"
              />
              <Choices label={t('filter.role')} name="role" options={answer.roles} state={state} set={set} />
              <Choices
                label={t('filter.place')}
                name="place"
                options={answer.places}
                state={state}
                set={set}
              />
            </div>
            <div className="my-4 flex flex-wrap items-center gap-3">
              <p role="status" className="text-std-16N-170">
                {t('list.count', { count: answer.duties.length })}
              </p>
              <FileLink href={`${path}${queryText({ ...state, format: 'xlsx' })}`} button={{ size: 'sm' }}>
                {t('export.xlsx')}
              </FileLink>
              <FileLink href={`${path}${queryText({ ...state, format: 'csv' })}`} button={{ size: 'sm' }}>
                {t('export.csv')}
              </FileLink>
            </div>
            {answer.duties.length === 0 ? (
              <EmptyState title={t('filter.none')}>{t('filter.noneHint')}</EmptyState>
            ) : (
              <Groups duties={answer.duties} notes={notes} />
            )}
          </>
        )
      }
    </Loaded>
  );
}

function Choices({
  label,
  name,
  options,
  state,
  set,
}: {
  readonly label: string;
  readonly name: 'role' | 'place';
  readonly options: Duties['roles'];
  readonly state: typeof none;
  readonly set: (change: Partial<typeof none>) => void;
}) {
  if (options.length === 0) return null;
  return (
    <Select
      label={label}
      value={state[name]}
      onChange={(value) => set({ [name]: value })}
      options={options}
      placeholder={t('filter.all')}
      width="full"
    />
  );
}

/** By the heading of the standard under which they stand. */
function Groups({
  duties,
  notes,
}: {
  readonly duties: readonly Duty[];
  readonly notes: readonly RequirementNote[];
}) {
  const groups = [...Map.groupBy(duties, (duty) => `${duty.packId} ${duty.headings.at(-2)?.id ?? ''}`)];
  return groups.map(([key, own]) => (
    <Section key={key} title={own[0]?.headings.at(-2)?.title ?? own[0]?.edition ?? ''}>
      <ul className="flex flex-col divide-y divide-solid-gray-300 border-y border-solid-gray-300">
        {own.map((duty) => (
          <DutyItem key={duty.id} duty={duty} notes={notes} />
        ))}
      </ul>
    </Section>
  ));
}

function DutyItem({ duty, notes }: { readonly duty: Duty; readonly notes: readonly RequirementNote[] }) {
  const mayRead = useMay('standards.read');
  const { packId, id, summary, evidence, subItems, reasons } = duty;
  return (
    <li className="flex flex-col gap-2 py-4">
      <p className="text-dns-14N-130 text-solid-gray-700">
        {duty.edition}　{id}
      </p>
      <p className="text-std-17B-170">{summary}</p>
      <p className="text-std-16N-170">
        <span className="text-solid-gray-700">{t('duty.why')}：</span>
        {reasons.map((reason) => reason.text).join('、')}
      </p>
      <RequirementNotes
        notes={notesOn(notes, { packId, item: id, scopeIds: reasons.map((reason) => reason.scopeId) })}
      />
      <Disclosure summary={t('duty.evidence')}>
        <p className="text-std-16N-170">{evidence || t('duty.noEvidence')}</p>
        {subItems.length > 0 && (
          <>
            <p className="mt-2 text-std-16B-170">{t('duty.subItems')}</p>
            <ul className="list-disc pl-6 text-std-16N-170">
              {subItems.map((sub) => (
                <li key={sub}>{sub}</li>
              ))}
            </ul>
          </>
        )}
        {mayRead && (
          <p className="mt-2">
            <Link to={`/standards/${packId}/requirements/${encodeURIComponent(id)}`}>
              {t('duty.standard')}
            </Link>
          </p>
        )}
      </Disclosure>
    </li>
  );
}
