import type { z } from 'zod';
import type { ListColumn } from '../../kit/server/export.ts';
import { t } from './messages.ts';
import type { Pack } from './model.ts';
import type { requirementLine } from './present.ts';

type Row = z.input<typeof requirementLine>;

/** The list of requirements on paper: codes as words, and the question of the self-check. */
export function exportColumns(pack: Pack): readonly ListColumn<Row>[] {
  const questions = new Map(pack.requirements.map(({ id, question }) => [id, question.ja]));
  const titles = new Map(pack.titles.map(({ id, title }) => [id, title.ja]));
  const actors = new Map(pack.roles.map(({ id, title }) => [id, title.ja]));
  const conditions = new Map(pack.conditions.map(({ code, title }) => [code, title.ja]));
  const levels = new Map(pack.levels.map(({ id, title }) => [id, title.ja]));
  const words = (ids: readonly string[], names: ReadonlyMap<string, string>) =>
    ids.map((id) => names.get(id) ?? id).join('、');
  return [
    { key: 'id', header: t('column.id'), value: (row) => row.id },
    {
      key: 'group',
      header: t('column.group'),
      value: (row) => titles.get(row.path.at(-1) ?? '') ?? '',
      width: 30,
    },
    { key: 'actors', header: t('column.actors'), value: (row) => words(row.actors, actors), width: 30 },
    {
      key: 'conditions',
      header: t('column.conditions'),
      value: (row) => words(row.conditions, conditions),
      width: 30,
    },
    { key: 'level', header: t('column.level'), value: (row) => levels.get(row.level ?? '') ?? '' },
    { key: 'summary', header: t('column.summary'), value: (row) => row.summary.ja, width: 60 },
    { key: 'question', header: t('column.question'), value: (row) => questions.get(row.id) ?? '', width: 60 },
    {
      key: 'binding',
      header: t('column.binding'),
      value: (row) => t(row.binding ? 'value.yes' : 'value.no'),
    },
  ];
}
