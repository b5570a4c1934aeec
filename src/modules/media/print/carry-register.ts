import { formatDate, formatEraDate, formatInstant } from '../../../kernel/dates.ts';
import type { ReportDocument, TableRow } from '../../../platform/documents/report-document.ts';
import { t } from '../messages.ts';
import type { Direction } from '../model.ts';
import type { CarryRow } from '../queries/carrying.ts';

export interface CarryRegister {
  readonly direction: Direction;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly organisation: string;
  /** The name of the unit when it is one unit's register. */
  readonly unit: string;
  readonly rows: readonly CarryRow[];
  readonly today: string;
}

/** The monthly register with the columns that the form of the offices has; the seal is the name of who confirmed. */
export function carryRegister(register: CarryRegister): ReportDocument {
  const { direction, month, organisation, unit, rows, today } = register;
  const [year = '', number = ''] = month.split('-');
  const title = t(`register.title.${direction}`);
  const open = rows.filter((row) => row.returnedOn === null).length;
  const monthText = t('register.month', { year, month: String(Number(number)) });
  return {
    title,
    subtitle: monthText,
    meta: [
      { label: t('register.organisation'), value: organisation },
      ...(unit === '' ? [] : [{ label: t('carry.unit'), value: unit }]),
      { label: t('register.madeOn'), value: formatEraDate(today) },
      { label: t('register.count'), value: t('register.countValue', { count: rows.length, open }) },
    ],
    pageHeader: `${organisation} ${title}`,
    orientation: 'landscape',
    sections: [
      {
        heading: t('register.entries'),
        level: 1,
        blocks: [
          rows.length === 0
            ? { kind: 'paragraph', text: t('register.empty') }
            : {
                kind: 'table',
                caption: `${title} ${monthText}`,
                columns: columnsOf(direction),
                rows: rows.map(toRow),
              },
        ],
      },
    ],
  };
}

const columnsOf = (direction: Direction) => [
  { header: t('carry.unit'), width: 1.4 },
  { header: t('carry.person'), width: 1.3 },
  { header: t(`register.at.${direction}`), width: 1.5 },
  { header: t(`register.item.${direction}`), width: 2 },
  { header: t('medium.quantity'), align: 'right' as const, width: 0.7 },
  { header: t('carry.purpose'), width: 2.2 },
  { header: t(`register.place.${direction}`), width: 1.8 },
  { header: t(`register.returned.${direction}`), width: 1.4 },
  { header: t('register.confirmed'), width: 1.3 },
];

const toRow = (row: CarryRow): TableRow => ({
  cells: [
    row.unit.name,
    row.personName,
    formatInstant(row.carriedAt),
    row.medium === null ? row.item : `${row.medium.number} ${row.item}`,
    { text: String(row.quantity), value: row.quantity, kind: 'integer' },
    row.purpose,
    row.place,
    row.returnedOn === null
      ? t('register.notReturned', { date: formatDate(row.dueOn) })
      : formatDate(row.returnedOn),
    row.confirmedAt === null ? '' : row.confirmedBy,
  ],
});
