import { Button } from '../../../kit/ui/button.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages.ts';
import type { DashboardAnswer } from './dashboard-page.tsx';
import { MarkNote, unitRates, useFigureAddresses } from './figures.tsx';

type Unit = DashboardAnswer['figures']['units'][number];

/** The units right below the chosen one, beside each other. */
export function UnitsTab({
  answer: { figures, campaign },
  open,
}: {
  readonly answer: DashboardAnswer;
  readonly open: (unitId: string) => void;
}) {
  const address = useFigureAddresses(campaign.id, undefined);
  if (figures.units.length === 0) return <p className="text-std-16N-170">{t('ui.unitsNone')}</p>;
  return (
    <>
      <Table<Unit>
        caption={t('ui.units')}
        rows={figures.units}
        rowKey={(unit) => unit.unitId}
        columns={[
          {
            name: 'unit',
            label: t('ui.unit'),
            heading: true,
            cell: (unit) => (
              <Button variant="text" size="sm" onClick={() => open(unit.unitId)}>
                {unit.name}
              </Button>
            ),
          },
          ...unitRates<Unit>(address),
        ]}
      />
      <MarkNote rates={figures.units.flatMap((unit) => [unit.coverage, unit.implementation])} />
      <p className="mt-2 text-dns-14N-130 text-solid-gray-700">{t('report.note.fewUnits')}</p>
    </>
  );
}
