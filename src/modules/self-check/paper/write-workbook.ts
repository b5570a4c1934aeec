import { formatDate } from '../../../kernel/dates.ts';
import {
  type SheetColumn,
  type SheetContents,
  writeSpreadsheet,
} from '../../../platform/documents/spreadsheet.ts';
import { t } from '../messages.ts';
import { answerStates } from '../model.ts';
import type { SheetQuestion, SheetView } from '../queries/sheet.ts';

/** A row's address in the hidden first column: whose answer to what it is. */
export interface RowKey {
  readonly campaignId: string;
  readonly personId: string;
  readonly position: number;
  /** The system, where the question is asked of several. */
  readonly assetId: string | null;
}

export const formatRowKey = (key: RowKey): string =>
  [key.campaignId, key.personId, key.position, key.assetId ?? '-'].join('/');

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const rowKey = new RegExp(`^(${uuid})/(${uuid})/(\\d{1,5})/(${uuid}|-)$`);

/** The address that `formatRowKey` wrote; null when somebody has changed it. */
export function parseRowKey(text: string): RowKey | null {
  const match = rowKey.exec(text.trim());
  if (!match?.[1] || !match[2] || !match[4]) return null;
  const assetId = match[4] === '-' ? null : match[4];
  return { campaignId: match[1], personId: match[2], position: Number(match[3]), assetId };
}

/** The columns of a sheet on paper; the headers are how a filled sheet is read back. */
export const paperHeaders = {
  key: t('paper.key'),
  number: t('paper.number'),
  question: t('paper.question'),
  about: t('paper.about'),
  state: t('paper.state'),
  reason: t('paper.reason'),
  comment: t('paper.comment'),
  evidence: t('paper.evidence'),
} as const;

const columns: readonly SheetColumn[] = [
  { key: 'key', header: paperHeaders.key, kind: 'text', hidden: true },
  { key: 'number', header: paperHeaders.number, kind: 'integer', width: 6 },
  { key: 'question', header: paperHeaders.question, kind: 'text', width: 50 },
  { key: 'about', header: paperHeaders.about, kind: 'text', width: 18 },
  {
    key: 'state',
    header: paperHeaders.state,
    kind: 'text',
    width: 12,
    editable: true,
    choices: answerStates.filter((state) => state !== 'unanswered').map((state) => t(`state.${state}`)),
  },
  { key: 'reason', header: paperHeaders.reason, kind: 'text', width: 26, editable: true },
  { key: 'comment', header: paperHeaders.comment, kind: 'text', width: 26, editable: true },
  { key: 'evidence', header: paperHeaders.evidence, kind: 'text', width: 26, editable: true },
];

/** Sheets as a workbook, one page per person, to be filled in and read back. Without `answers` the pages are blank. */
export async function writeSheets(
  title: string,
  views: readonly SheetView[],
  answers: boolean,
): Promise<Buffer> {
  const sheets = views.map((view) => pageOf(view, answers));
  return Buffer.from(await writeSpreadsheet({ title, sheets }));
}

function pageOf(view: SheetView, answers: boolean): SheetContents {
  const { person, campaign } = view;
  return {
    name: `${person.number} ${person.name}`,
    columns,
    protected: true,
    filter: false,
    lead: [
      campaign.title,
      t('paper.person', { name: person.name, number: person.number, unit: person.unitName }),
      t('paper.howTo', { date: formatDate(view.closesOn) }),
    ],
    rows: view.questions.flatMap((question, index) => rowsOf(view, question, index + 1, answers)),
  };
}

function rowsOf(view: SheetView, question: SheetQuestion, number: number, answers: boolean) {
  const parts = question.parts ?? [];
  const places =
    parts.length > 1
      ? parts.map((part) => ({ assetId: part.id, about: part.name, state: part.state }))
      : [{ assetId: null, about: parts[0]?.name ?? '', state: question.state }];
  return places.map(({ assetId, about, state }) => ({
    key: formatRowKey({
      campaignId: view.campaign.id,
      personId: view.person.id,
      position: question.position,
      assetId,
    }),
    number,
    question: question.question,
    about,
    state: answers && state !== 'unanswered' ? t(`state.${state}`) : '',
    reason: answers ? question.reason : '',
    comment: answers ? question.comment : '',
    evidence: answers ? question.evidence : '',
  }));
}
