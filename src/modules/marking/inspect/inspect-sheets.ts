import { attribute, elements, type OfficePackage } from '../../../platform/documents/office-package.ts';
import { t } from '../messages.ts';
import { columnName, excerptOf, type Finding, rangesOf } from '../model.ts';
import { sharedWords, unseenCells, unseenStyles } from './sheet-colours.ts';

/** A sheet of a workbook as its directory lists it. */
export interface Sheet {
  readonly name: string;
  readonly state: string;
  readonly path: string;
}

/** The sheets in the order of their tabs; those without a part are left out. */
export function sheetsOf(office: OfficePackage, main: string): Sheet[] {
  const targets = new Map(office.relations(main).map(({ id, target }) => [id, target]));
  return elements(office.xml(main), 'sheet').flatMap((sheet) => {
    const path = targets.get(sheet.getAttribute('r:id') ?? attribute(sheet, 'id') ?? '');
    if (path === undefined || !office.has(path)) return [];
    return [{ name: attribute(sheet, 'name') ?? '', state: attribute(sheet, 'state') ?? 'visible', path }];
  });
}

/** What a workbook hides: sheets, rows, columns, names, comments, and cells whose text is not seen. */
export function inspectSheets(office: OfficePackage, main: string): Finding[] {
  const names = elements(office.xml(main), 'definedName').filter(
    (name) => attribute(name, 'hidden') === '1' && !/^_xlnm\./.test(attribute(name, 'name') ?? ''),
  );
  const styles = unseenStyles(office, main);
  const words = sharedWords(office, main);
  return [
    ...sheetsOf(office, main).flatMap((sheet) => [
      ...inspectSheet(office, sheet),
      ...unseenCells(
        office,
        { path: sheet.path, where: t('where.sheet', { name: sheet.name }) },
        styles,
        words,
      ),
    ]),
    ...names.map((name) => ({
      kind: 'hidden-name' as const,
      where: t('where.name', { name: attribute(name, 'name') ?? '' }),
      excerpt: excerptOf(name.textContent ?? ''),
    })),
  ];
}

function inspectSheet(office: OfficePackage, sheet: Sheet): Finding[] {
  const where = t('where.sheet', { name: sheet.name });
  const found: Finding[] = [];
  if (sheet.state !== 'visible') {
    const excerpt = t(sheet.state === 'veryHidden' ? 'excerpt.veryHidden' : 'excerpt.hidden');
    found.push({ kind: 'hidden-sheet', where, excerpt });
  }
  const text = office.text(sheet.path);
  const rows = rangesOf(hiddenRows(text));
  for (const [from, to] of rows) {
    found.push({
      kind: 'hidden-row',
      where: t('where.rows', { sheet: where, range: range(from, to) }),
      excerpt: '',
    });
  }
  for (const [from, to] of rangesOf(hiddenColumns(text))) {
    const columns = range(columnName(from), columnName(to));
    found.push({
      kind: 'hidden-column',
      where: t('where.columns', { sheet: where, range: columns }),
      excerpt: '',
    });
  }
  return [...found, ...comments(office, sheet, where)];
}

const range = (from: string | number, to: string | number): string =>
  from === to ? String(from) : t('where.range', { from, to });

/** Rows are read with a pattern and not as a tree: a sheet may have a million of them. */
function hiddenRows(text: string): number[] {
  return [...text.matchAll(/<(?:\w+:)?row\s([^>]*)>/g)].flatMap(([, attributes = '']) => {
    const number = Number(attributeIn(attributes, 'r'));
    return isHidden(attributes) && number > 0 ? [number] : [];
  });
}

const LAST_COLUMN = 16_384;

function hiddenColumns(text: string): number[] {
  return [...text.matchAll(/<(?:\w+:)?col\s([^>]*)>/g)].flatMap(([, attributes = '']) => {
    if (!isHidden(attributes)) return [];
    const from = Number(attributeIn(attributes, 'min'));
    const to = Math.min(Number(attributeIn(attributes, 'max')), LAST_COLUMN);
    return from > 0 && to >= from ? Array.from({ length: to - from + 1 }, (_, at) => from + at) : [];
  });
}

const isHidden = (attributes: string): boolean => {
  if (/\bhidden="(1|true)"/.test(attributes)) return true;
  return /\b(ht|width)="0(\.0*)?"/.test(attributes);
};

const attributeIn = (attributes: string, name: string): string =>
  new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';

function comments(office: OfficePackage, sheet: Sheet, where: string): Finding[] {
  const relations = office
    .relations(sheet.path)
    .filter(({ target, external }) => !external && office.has(target));
  const threads = relations.filter(({ type }) => type === 'threadedComment');
  // Beside a thread Excel keeps a note of the same words for older versions.
  const notes = threads.length > 0 ? [] : relations.filter(({ type }) => type === 'comments');
  return [...threads, ...notes].flatMap(({ target, type }) =>
    elements(office.xml(target), type === 'threadedComment' ? 'threadedComment' : 'comment').map(
      (comment) => ({
        kind: 'comment' as const,
        where: t('where.cell', { sheet: where, cell: attribute(comment, 'ref') ?? '' }),
        excerpt: excerptOf(comment.textContent ?? ''),
      }),
    ),
  );
}
