import { useState } from 'react';
import { formatDate, formatInstant } from '../../../kernel/dates.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { useDeed } from '../../../kit/ui/data.tsx';
import { Select } from '../../../kit/ui/inputs.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { ButtonLink, FileLink } from '../../../kit/ui/link.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay, useSession } from '../../../kit/ui/session.ts';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { carryStates, type Direction, directions } from '../model.ts';
import { type CarryRow, confirmCarries, everything } from './calls.ts';
import { CarryStateBadge, Row } from './parts.tsx';

/** The book of what is carried out and in. */
export default function CarryBookPage() {
  const mayConfirm = useMay('carrying.confirm');
  const toast = useToast();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const confirm = useDeed({ run: confirmCarries, changes: everything });
  const confirmSelected = async (ids: ReadonlySet<string>) => {
    const { confirmed } = await confirm.mutateAsync({ body: { ids: [...ids] } });
    setSelected(new Set());
    toast({ text: ui('carry.confirmedMany', { count: confirmed }) });
  };
  return (
    <>
      <PageHeader
        title={t('page.carryBook')}
        lead={ui('carry.lead')}
        actions={
          <ButtonLink to="/carry-book/new" variant="solid">
            {ui('carry.add')}
          </ButtonLink>
        }
      />
      <Ledger<CarryRow>
        title={t('page.carryBook')}
        path="/api/v1/carry-entries"
        rowKey={(row) => row.id}
        rowLink={(row) => `/carry-book/${row.id}`}
        columns={[
          { name: 'item', label: t('carry.item'), cell: (row) => <Item row={row} /> },
          {
            name: 'personName',
            label: t('carry.person'),
            sortable: true,
            cell: (row) => `${row.personName}（${row.unit.name}）`,
          },
          {
            name: 'carriedAt',
            label: t('carry.carriedAt'),
            sortable: true,
            cell: (row) => formatInstant(new Date(row.carriedAt)),
          },
          { name: 'place', label: t('carry.place'), cell: (row) => row.place, wideOnly: true },
          {
            name: 'dueOn',
            label: ui('carry.dueShort'),
            sortable: true,
            cell: (row) => formatDate(row.dueOn),
          },
          {
            name: 'state',
            label: t('medium.state'),
            cell: (row) => <CarryStateBadge state={row.state} direction={row.direction} />,
          },
        ]}
        filters={[
          {
            name: 'direction',
            label: t('carry.direction'),
            options: directions.map((value) => ({ value, label: t(`direction.${value}`) })),
          },
          {
            name: 'state',
            label: t('medium.state'),
            options: carryStates.map((value) => ({ value, label: t(`carryState.${value}`) })),
          },
        ]}
        exports
        empty={{ title: ui('carry.empty'), text: ui('carry.emptyHint') }}
        {...(mayConfirm && {
          selection: {
            selected,
            onChange: setSelected,
            actions: (ids: ReadonlySet<string>) => (
              <Button size="sm" busy={confirm.isPending} onClick={() => void confirmSelected(ids)}>
                {ui('carry.confirmSelected')}
              </Button>
            ),
          },
        })}
      />
      <Register />
    </>
  );
}

const Item = ({ row }: { readonly row: CarryRow }) =>
  `${t(`direction.${row.direction}`)}：${row.medium === null ? '' : `${row.medium.number} `}${row.item}`;

const formats = ['xlsx', 'docx', 'pdf'] as const;
const formatNames = { xlsx: 'Excel', docx: 'Word', pdf: 'PDF' } as const;

/** The register of one month for the files of the office. */
function Register() {
  const { today } = useSession();
  const months = lastMonths(today.slice(0, 7));
  const [month, setMonth] = useState(months[0] ?? '');
  const [direction, setDirection] = useState<Direction>('out');
  return (
    <Section title={ui('carry.print')} lead={ui('carry.printLead')}>
      <div className="flex flex-wrap items-end gap-4">
        <Select
          name="register-month"
          label={ui('carry.month')}
          placeholder={null}
          value={month}
          onChange={setMonth}
          options={months.map((value) => ({ value, label: monthText(value) }))}
        />
        <Select
          name="register-direction"
          label={t('carry.direction')}
          placeholder={null}
          value={direction}
          onChange={(value) => setDirection(value === 'in' ? 'in' : 'out')}
          options={directions.map((value) => ({ value, label: t(`direction.${value}`) }))}
        />
        <Row>
          {formats.map((format) => (
            <FileLink
              key={format}
              href={`/api/v1/carry-entries/register?month=${month}&direction=${direction}&format=${format}`}
              button={{ size: 'md' }}
            >
              {ui('carry.printFile', { format: formatNames[format] })}
            </FileLink>
          ))}
        </Row>
      </div>
    </Section>
  );
}

/** This month and the fourteen before it, `YYYY-MM`. */
function lastMonths(current: string): string[] {
  const [year = 0, month = 1] = current.split('-').map(Number);
  return Array.from({ length: 15 }, (_, back) => {
    const at = year * 12 + month - 1 - back;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}

function monthText(value: string): string {
  const [year = '', month = ''] = value.split('-');
  return t('register.month', { year, month: String(Number(month)) });
}
