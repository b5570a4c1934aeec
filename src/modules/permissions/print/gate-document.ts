import type { z } from 'zod';
import { periodText } from '../../../kit/server/printed-form/printed-form.ts';
import type { ReportDocument } from '../../../platform/documents/report-document.ts';
import type { gateItem } from '../contract.ts';
import { t } from './messages.ts';

/** The list for the gate, landscape, with room for the mark of whoever checks. `date` is today in words. */
export function gateDocument(
  rows: readonly z.input<typeof gateItem>[],
  organisation: string,
  date: string,
): ReportDocument {
  return {
    title: t('gate.title'),
    subtitle: t('gate.subtitle', { date }),
    meta: [],
    pageHeader: organisation,
    orientation: 'landscape',
    sections: [
      {
        heading: t('gate.caption'),
        level: 2,
        blocks: [
          {
            kind: 'table',
            caption: t('gate.count', { count: rows.length }),
            columns: [
              { header: t('gate.column.number'), width: 2 },
              { header: t('gate.column.type'), width: 3 },
              { header: t('gate.column.applicant'), width: 3 },
              { header: t('gate.column.subject'), width: 4 },
              { header: t('gate.column.period'), width: 3 },
              { header: t('gate.column.conditions'), width: 3 },
              { header: t('gate.column.check'), width: 1.5 },
            ],
            rows: rows.map((row) => ({
              cells: [
                row.number,
                row.typeTitle,
                [row.unit, row.applicant].filter((text) => text !== '').join('\n'),
                [row.subject, row.place].filter((text) => text !== '').join('\n'),
                periodText(row.startsOn, row.endsOn),
                row.conditions,
                '',
              ],
            })),
          },
        ],
      },
    ],
  };
}
