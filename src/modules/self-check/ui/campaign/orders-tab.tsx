import { formatDate } from '../../../../kernel/dates.ts';
import type { Answer } from '../../../../kit/ui/api.ts';
import { Badge } from '../../../../kit/ui/badge.tsx';
import { Loaded, useData } from '../../../../kit/ui/data.tsx';
import { useMay } from '../../../../kit/ui/session.ts';
import { Table } from '../../../../kit/ui/table.tsx';
import { t } from '../../messages-ui.ts';
import { mayDo } from '../../model.ts';
import type { getOrders } from '../../routes/run.ts';
import type { CampaignAnswer } from '../campaign-page.tsx';
import { DeedButton } from './deed-button.tsx';

type Order = Answer<typeof getOrders>['items'][number];

/** Which officers have ordered the self-check of their units. */
export function OrdersTab({ campaign }: { readonly campaign: CampaignAnswer }) {
  const path = `/api/v1/campaigns/${campaign.id}/orders`;
  const orders = useData<Answer<typeof getOrders>>(path);
  const mayOrder = useMay('campaign.order') && mayDo('order', campaign.status);
  return (
    <>
      <p className="mb-4 text-std-16N-170">{t('orders.lead')}</p>
      <Loaded query={orders}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-std-16N-170">{t('orders.none')}</p>
          ) : (
            <Table
              caption={t('tab.orders')}
              rows={items}
              rowKey={(row) => row.unitId}
              columns={[
                { name: 'unit', label: t('column.unit'), heading: true, cell: (row) => row.unitName },
                {
                  name: 'officers',
                  label: t('orders.officers'),
                  cell: (row) => row.officers || t('orders.noOfficer'),
                },
                { name: 'state', label: t('orders.state'), cell: (row) => <OrderState order={row} /> },
                ...(mayOrder
                  ? [
                      {
                        name: 'give',
                        label: t('orders.give'),
                        cell: (row: Order) =>
                          row.orderedAt === null &&
                          row.mine && (
                            <DeedButton
                              label={t('orders.give')}
                              title={t('orders.giveTitle', { unit: row.unitName })}
                              path={path}
                              body={{ unitId: row.unitId }}
                              done={t('orders.done')}
                            >
                              {t('orders.giveText')}
                            </DeedButton>
                          ),
                      },
                    ]
                  : []),
              ]}
            />
          )
        }
      </Loaded>
    </>
  );
}

function OrderState({ order }: { readonly order: Order }) {
  if (order.orderedAt === null) return <Badge tone="orange">{t('orders.waiting')}</Badge>;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Badge tone="green">{t('orders.given')}</Badge>
      {t('orders.by', { date: formatDate(order.orderedAt), name: order.orderedBy ?? '' })}
    </span>
  );
}
