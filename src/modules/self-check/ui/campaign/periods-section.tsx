import { useState } from 'react';
import { formatDate } from '../../../../kernel/dates.ts';
import { type Answer, api } from '../../../../kit/ui/api.ts';
import { Button } from '../../../../kit/ui/button.tsx';
import { FailureNotice, Loaded, useData, useDeed } from '../../../../kit/ui/data.tsx';
import { DateField } from '../../../../kit/ui/date-field.tsx';
import { Dialog } from '../../../../kit/ui/dialog.tsx';
import { Section } from '../../../../kit/ui/page-header.tsx';
import { useMay } from '../../../../kit/ui/session.ts';
import { Table } from '../../../../kit/ui/table.tsx';
import { t } from '../../messages-ui.ts';
import type { getPeriods } from '../../routes/plan.ts';
import type { CampaignAnswer } from '../campaign-page.tsx';
import { UnitSelect } from './unit-select.tsx';

type Period = Answer<typeof getPeriods>['items'][number];

/** Periods of single units: in the plan they are set, while the campaign runs the last day can be moved. */
export function PeriodsSection({ campaign }: { readonly campaign: CampaignAnswer }) {
  const path = `/api/v1/campaigns/${campaign.id}/periods`;
  const periods = useData<Answer<typeof getPeriods>>(path);
  const editable = useMay('campaign.plan') && campaign.status === 'draft';
  const extendable = useMay('campaign.operate') && campaign.status === 'open';
  const [adding, setAdding] = useState(false);
  const save = useDeed<readonly Period[]>({
    run: (items) =>
      api.put(path, {
        version: campaign.version,
        periods: items.map(({ unitId, opensOn, closesOn }) => ({ unitId, opensOn, closesOn })),
      }),
    changes: ['/api/v1/campaigns'],
    done: () => setAdding(false),
  });
  const add = (editable || extendable) && (
    <Button variant="outline" size="sm" onClick={() => setAdding(true)}>
      {t(editable ? 'periods.add' : 'periods.extend')}
    </Button>
  );
  return (
    <Section title={t('periods.title')} lead={t('periods.lead')} actions={add}>
      {save.isError && <FailureNotice error={save.error} />}
      <Loaded query={periods}>
        {({ items }) => (
          <>
            {items.length === 0 ? (
              <p className="text-std-16N-170">{t('periods.none')}</p>
            ) : (
              <Table
                caption={t('periods.title')}
                rows={items}
                rowKey={(row) => row.unitId}
                columns={[
                  { name: 'unit', label: t('column.unit'), heading: true, cell: (row) => row.unitName },
                  { name: 'opensOn', label: t('plan.opensOn'), cell: (row) => formatDate(row.opensOn) },
                  { name: 'closesOn', label: t('plan.closesOn'), cell: (row) => formatDate(row.closesOn) },
                  ...(editable
                    ? [
                        {
                          name: 'remove',
                          label: t('periods.remove'),
                          cell: (row: Period) => (
                            <Button
                              variant="text"
                              size="sm"
                              onClick={() => save.mutate(items.filter((each) => each.unitId !== row.unitId))}
                            >
                              {t('periods.remove')}
                            </Button>
                          ),
                        },
                      ]
                    : []),
                ]}
              />
            )}
            {adding && (
              <PeriodDialog
                campaign={campaign}
                close={() => setAdding(false)}
                add={editable ? async (period) => save.mutateAsync([...items, period]) : null}
              />
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

/** Adds a unit's period to the plan, or (without `add`) moves the last day of a running campaign. */
function PeriodDialog({
  campaign,
  close,
  add,
}: {
  readonly campaign: CampaignAnswer;
  readonly close: () => void;
  readonly add: ((period: Period) => Promise<unknown>) | null;
}) {
  const [unitId, setUnitId] = useState('');
  const [opensOn, setOpensOn] = useState(campaign.opensOn);
  const [closesOn, setClosesOn] = useState(campaign.closesOn);
  const send = useDeed({
    run: () =>
      add
        ? add({ unitId, unitName: '', opensOn, closesOn })
        : api.post(`/api/v1/campaigns/${campaign.id}/extend`, {
            version: campaign.version,
            unitId: unitId || null,
            closesOn,
          }),
    changes: ['/api/v1/campaigns'],
    done: close,
  });
  return (
    <Dialog
      open
      onClose={close}
      title={t(add ? 'periods.add' : 'periods.extend')}
      actions={
        <Button busy={send.isPending} onClick={() => send.mutate()} disabled={add !== null && unitId === ''}>
          {t('plan.save')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {send.isError && <FailureNotice error={send.error} />}
        <UnitSelect
          label={t('column.unit')}
          value={unitId}
          onChange={setUnitId}
          date={campaign.baseDate}
          empty={add ? undefined : t('periods.everyone')}
        />
        {add && <DateField label={t('plan.opensOn')} required value={opensOn} onChange={setOpensOn} />}
        <DateField label={t('plan.closesOn')} required value={closesOn} onChange={setClosesOn} />
      </div>
    </Dialog>
  );
}
