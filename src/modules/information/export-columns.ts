import { formatInstant } from '../../kernel/dates.ts';
import type { ListColumn } from '../../kit/server/export.ts';
import { classMarks } from './marking-text.ts';
import { t } from './messages.ts';
import type { Standing } from './model/register.ts';
import { type Axis, appliesTo, restrictionText, type Scheme } from './model.ts';
import type { AssetRow } from './queries/assets.ts';
import type { ChangeRow } from './queries/changes.ts';

/** The class of an entry on one axis as the file shows it. */
const classText = (scheme: Scheme, row: AssetRow, axis: Axis): string => {
  if (!appliesTo(scheme, axis, row.form)) return t('class.notApplicable');
  const level = row.classes[axis];
  return level === null ? t('class.open') : String(level);
};

/** The register as a file: title and columns, in the words of the import where it has the same column. */
export function registerColumns(scheme: Scheme): {
  readonly title: string;
  readonly columns: readonly ListColumn<AssetRow>[];
} {
  const column = (key: string, header: string, value: (row: AssetRow) => string, width = 16) => ({
    key,
    header,
    value,
    width,
  });
  return {
    title: t('page.register'),
    columns: [
      column('number', t('field.number'), (row) => row.number),
      column('name', t('field.name'), (row) => row.name, 32),
      column('unitCode', t('column.unitCode'), (row) => row.unit.code, 12),
      column('unit', t('field.unit'), (row) => row.unit.name),
      column('deciderNumber', t('column.deciderNumber'), (row) => row.decider?.number ?? '', 14),
      column('decider', t('field.decider'), (row) => row.decider?.name ?? ''),
      column(
        'confidentiality',
        t('axis.confidentiality'),
        (row) => classText(scheme, row, 'confidentiality'),
        8,
      ),
      column('integrity', t('axis.integrity'), (row) => classText(scheme, row, 'integrity'), 8),
      column('availability', t('axis.availability'), (row) => classText(scheme, row, 'availability'), 8),
      column(
        'restrictions',
        t('field.restrictions'),
        (row) => row.restrictions.map((code) => restrictionText(scheme, code)).join('、'),
        28,
      ),
      column('basis', t('field.basis'), (row) => t(`basis.${row.basis}`)),
      column('form', t('field.form'), (row) => t(`form.${row.form}`), 20),
      column('place', t('field.place'), (row) => row.place, 28),
      column('systemCode', t('column.systemCode'), (row) => row.system?.code ?? '', 12),
      column('system', t('field.system'), (row) => row.system?.name ?? '', 20),
      column('origin', t('field.origin'), (row) => t(`origin.${row.origin}`)),
      column('originNote', t('field.originNote'), (row) => row.originNote),
      column('acquiredOn', t('field.acquiredOn'), (row) => row.acquiredOn ?? '', 12),
      column('personal', t('field.personal'), (row) => t(`personal.${row.personal}`)),
      column('marking', t('field.marking'), (row) => t(`marking.${row.marking}`)),
      column('retention', t('field.retention'), (row) => row.retention, 12),
      column('retainUntil', t('field.retainUntil'), (row) => row.retainUntil ?? '', 12),
      column('recoveryHours', t('field.recoveryHours'), (row) => row.recoveryHours?.toString() ?? '', 12),
      column('sources', t('field.sources'), (row) => row.sources.join('、'), 20),
      column('copies', t('field.copies'), (row) => row.copies.join('、'), 20),
      column('reviewOn', t('field.reviewOn'), (row) => row.reviewOn ?? '', 12),
      column('status', t('field.status'), (row) => t(`status.${row.status}`), 10),
      column(
        'issues',
        t('field.issues'),
        (row) => row.issues.map((each) => t(`issue.${each}`)).join('、'),
        28,
      ),
      column('note', t('field.note'), (row) => row.note, 28),
    ],
  };
}

/** Requests about classes as a file. */
export function changeColumns(scheme: Scheme): {
  readonly title: string;
  readonly columns: readonly ListColumn<ChangeRow>[];
} {
  const standing = (shown: Standing | null): string =>
    shown === null
      ? ''
      : [
          classMarks(scheme, shown.classes) || t('class.open'),
          ...shown.restrictions.map((code) => restrictionText(scheme, code)),
        ].join('、');
  const at = (instant: Date | null): string => (instant === null ? '' : formatInstant(instant));
  return {
    title: t('page.changes'),
    columns: [
      { key: 'requestedAt', header: t('changes.requestedAt'), value: (row) => at(row.requestedAt) },
      { key: 'requestedBy', header: t('changes.requestedBy'), value: (row) => row.requestedBy ?? '' },
      { key: 'kind', header: t('changes.kind'), value: (row) => t(`changeKind.${row.kind}`) },
      { key: 'number', header: t('field.number'), value: (row) => row.asset.number },
      { key: 'name', header: t('field.name'), value: (row) => row.asset.name, width: 32 },
      { key: 'unit', header: t('field.unit'), value: (row) => row.unit },
      { key: 'current', header: t('changes.current'), value: (row) => standing(row.current), width: 28 },
      { key: 'wanted', header: t('changes.wanted'), value: (row) => standing(row.wanted), width: 28 },
      { key: 'reason', header: t('changes.reason'), value: (row) => row.reason, width: 32 },
      { key: 'state', header: t('changes.state'), value: (row) => t(`changeState.${row.state}`) },
      { key: 'after', header: t('changes.after'), value: (row) => standing(row.after), width: 28 },
      { key: 'decidedBy', header: t('changes.decidedBy'), value: (row) => row.decidedBy ?? '' },
      { key: 'decidedAt', header: t('changes.decidedAt'), value: (row) => at(row.decidedAt) },
      { key: 'note', header: t('changes.note'), value: (row) => row.decisionNote, width: 32 },
    ],
  };
}
