import { RadioGroup } from '../../../kit/ui/choice.tsx';
import { ImportWizard } from '../../../kit/ui/import-wizard.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages.ts';
import { type ImportKind, importKinds } from '../model.ts';
import { everything } from './calls.ts';

/** Imports of units, people, posts, absences, ledgers and appointments, in the order in which they build on each other. */
export default function ImportsPage() {
  const [state, set] = useUrlState({ kind: 'units' });
  const kind: ImportKind = importKinds.find((each) => each === state.kind) ?? 'units';
  const path = `/api/v1/organisation/imports/${kind}`;
  return (
    <>
      <PageHeader title={t('page.imports')} lead={t('imports.lead')} />
      <div className="mb-8">
        <RadioGroup
          label={t('imports.kind')}
          value={kind}
          onChange={(next) => set({ kind: next })}
          options={importKinds.map((value) => ({
            value,
            label: t(`import.${value}`),
            support: value === kind ? t(`imports.hint.${value}`) : undefined,
          }))}
        />
      </div>
      <ImportWizard key={kind} path={path} templateHref={`${path}/template`} changes={everything} />
    </>
  );
}
