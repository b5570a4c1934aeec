import { useState } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { SelectBox } from '../../../kit/ui/inputs.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import type { PersonRow } from './calls.ts';

interface PeoplePage {
  readonly items: readonly PersonRow[];
  readonly total: number;
}

const pageSize = 100;

/** Who goes to which part of a unit that is split: by default everybody to the first. */
export function SplitPeople({
  unitId,
  parts,
  places,
  onChange,
}: {
  readonly unitId: string;
  readonly parts: readonly string[];
  /** Part by person; absent is the first. */
  readonly places: ReadonlyMap<string, number>;
  readonly onChange: (places: ReadonlyMap<string, number>) => void;
}) {
  const [page, setPage] = useState(1);
  const people = useData<PeoplePage>('/api/v1/people', { unitId, page, pageSize });
  const place = (personIds: readonly string[], part: number) =>
    onChange(new Map([...places, ...personIds.map((id) => [id, part] as const)]));
  return (
    <Loaded query={people}>
      {({ items, total }) => {
        // People of units below stay where they are: their units go along under the first part.
        const own = items.filter((person) => person.post?.unitId === unitId);
        const ids = own.map((person) => person.id);
        return (
          <div className="flex flex-col gap-4">
            <p>{t('reorganise.splitPeople', { count: total })}</p>
            <div className="flex flex-wrap gap-2">
              {parts.map((name, at) => (
                <Button
                  // biome-ignore lint/suspicious/noArrayIndexKey: parts are numbered, never moved
                  key={at}
                  variant="outline"
                  size="xs"
                  onClick={() => place(ids, at)}
                >
                  {t('reorganise.placeShown', { name })}
                </Button>
              ))}
            </div>
            <Table<PersonRow>
              caption={t('reorganise.splitPlaces')}
              dense
              rows={own}
              rowKey={(person) => person.id}
              columns={[
                {
                  name: 'person',
                  label: t('person.name'),
                  heading: true,
                  cell: (person) => [person.name, person.post?.title].filter(Boolean).join('　'),
                },
                {
                  name: 'part',
                  label: t('reorganise.splitTo'),
                  width: 'min-w-48',
                  cell: (person) => (
                    <SelectBox
                      small
                      aria-label={t('reorganise.splitToOf', { name: person.name })}
                      value={String(places.get(person.id) ?? 0)}
                      onChange={(event) => place([person.id], Number(event.target.value))}
                    >
                      {parts.map((name, at) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: parts are numbered, never moved
                        <option key={at} value={at}>
                          {name}
                        </option>
                      ))}
                    </SelectBox>
                  ),
                },
              ]}
            />
            <Pages page={page} pages={Math.ceil(total / pageSize)} go={setPage} />
          </div>
        );
      }}
    </Loaded>
  );
}

/** Inside a dialog the pages are no addresses of their own. */
function Pages({
  page,
  pages,
  go,
}: {
  readonly page: number;
  readonly pages: number;
  readonly go: (page: number) => void;
}) {
  if (pages <= 1) return null;
  return (
    <div className="flex items-center gap-4">
      <Button variant="text" size="sm" disabled={page === 1} onClick={() => go(page - 1)}>
        {t('reorganise.pageBefore')}
      </Button>
      <span className="tabular-nums">{t('reorganise.pageOf', { page, pages })}</span>
      <Button variant="text" size="sm" disabled={page === pages} onClick={() => go(page + 1)}>
        {t('reorganise.pageNext')}
      </Button>
    </div>
  );
}
