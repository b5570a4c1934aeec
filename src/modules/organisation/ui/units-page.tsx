import { useState } from 'react';
import { formatDate } from '../../../kernel/dates.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { Select } from '../../../kit/ui/inputs.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { useNavigate, useUrlState } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { Tree } from '../../../kit/ui/tree.tsx';
import { t } from '../messages.ts';
import type { UnitNode, UnitTree } from './calls.ts';
import { NewUnitDialog } from './new-unit-dialog.tsx';

/** The unit tree of a day; a unit opens its page. */
export default function UnitsPage() {
  const mayEdit = useMay('organisation.edit');
  const mayImport = useMay('organisation.import');
  const [adding, setAdding] = useState(false);
  const [{ date }, set] = useUrlState({ date: '' });
  const tree = useData<UnitTree>('/api/v1/units', { date });
  return (
    <>
      <PageHeader
        title={t('page.units')}
        lead={t('units.lead')}
        actions={
          <>
            {mayEdit && <Button onClick={() => setAdding(true)}>{t('units.add')}</Button>}
            {mayEdit && <ButtonLink to="/units/reorganise">{t('page.reorganise')}</ButtonLink>}
            {mayImport && <ButtonLink to="/organisation/imports?kind=units">{t('page.imports')}</ButtonLink>}
          </>
        }
      />
      <Loaded query={tree}>
        {(answer) => (
          <>
            <DayChooser answer={answer} date={date} choose={(next) => set({ date: next })} />
            <TreeOfDay answer={answer} date={date} />
          </>
        )}
      </Loaded>
      {adding && <NewUnitDialog close={() => setAdding(false)} />}
    </>
  );
}

function DayChooser({
  answer,
  date,
  choose,
}: {
  readonly answer: UnitTree;
  readonly date: string;
  readonly choose: (date: string) => void;
}) {
  const days = answer.changedOn.map((day) => ({
    value: day,
    label: t('units.dateChanged', { date: formatDate(day) }),
  }));
  return (
    <div className="mb-6 flex flex-col gap-4">
      <div className="grid gap-4 md:grid-cols-2">
        <Select
          label={t('units.date')}
          support={t('units.dateHint')}
          value={answer.changedOn.includes(date) ? date : ''}
          onChange={choose}
          options={days}
          placeholder={t('units.dateToday')}
        />
        <DateField label={t('gaps.date')} value={date} onChange={choose} />
      </div>
      {date !== '' && <Notice>{t('units.past', { date: formatDate(answer.date) })}</Notice>}
    </div>
  );
}

interface Branch extends UnitNode {
  readonly children: readonly Branch[];
  /** People of the unit and everything below. */
  readonly whole: number;
}

/** A tree of so many units opens entirely. */
const openEntirely = 60;

function TreeOfDay({ answer, date }: { readonly answer: UnitTree; readonly date: string }) {
  const navigate = useNavigate();
  if (answer.units.length === 0) {
    return <EmptyState title={t('units.empty')}>{t('units.emptyHint')}</EmptyState>;
  }
  const branches = branchesOf(answer.units);
  return (
    <Tree<Branch>
      key={answer.date}
      label={t('page.units')}
      nodes={branches}
      text={(unit) => t('units.count', { name: unit.name, count: unit.whole })}
      initiallyOpen={
        answer.units.length <= openEntirely
          ? answer.units.map((unit) => unit.id)
          : branches.map((unit) => unit.id)
      }
      onSelect={(unit) => navigate(`/units/${unit.id}${date === '' ? '' : `?date=${date}`}`)}
    />
  );
}

/** The flat list of the API as a tree; a unit whose parent is not in it stands at the top. */
function branchesOf(units: readonly UnitNode[]): readonly Branch[] {
  const ids = new Set(units.map((unit) => unit.id));
  const below = Map.groupBy(units, (unit) =>
    unit.parentId !== null && ids.has(unit.parentId) ? unit.parentId : '',
  );
  const build = (parentId: string): Branch[] =>
    (below.get(parentId) ?? []).map((unit) => {
      const children = build(unit.id);
      return { ...unit, children, whole: children.reduce((sum, child) => sum + child.whole, unit.people) };
    });
  return build('');
}
