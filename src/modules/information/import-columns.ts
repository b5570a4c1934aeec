import {
  choiceColumn,
  codeColumn,
  dateColumn,
  integerColumn,
  required,
  spellings,
  textColumn,
} from '../../kit/server/import-columns.ts';
import { t } from './messages.ts';
import {
  type MarkingState,
  markingStates,
  type Origin,
  origins,
  type Personal,
  personals,
} from './model/register.ts';
import { type Form, forms } from './model.ts';

const level = (axis: 'confidentiality' | 'integrity' | 'availability', top: 2 | 3) => {
  const title = t(`axis.${axis}`);
  const levels = Array.from({ length: top }, (_, at) => String(at + 1));
  const texts: Readonly<Record<string, readonly [string, ...string[]]>> = {
    ...Object.fromEntries(levels.map((each) => [each, [each, `${title}${each}`, `${title}${each}情報`]])),
    none: [t('class.open'), '-', t('class.notApplicable')],
  };
  return choiceColumn(title, texts);
};

/** The columns of the register's file; a file that was exported can be read back. */
export const importColumns = {
  number: required(codeColumn(t('field.number'), { aliases: ['番号', '管理番号'] })),
  name: required(textColumn(t('field.name'), { aliases: ['情報資産名', '名前'], limit: 200 })),
  unitCode: required(codeColumn(t('column.unitCode'), { aliases: ['組織コード', '所管コード'] })),
  deciderNumber: codeColumn(t('column.deciderNumber')),
  confidentiality: level('confidentiality', 3),
  integrity: level('integrity', 2),
  availability: level('availability', 2),
  restrictions: textColumn(t('field.restrictions'), { limit: 2000 }),
  form: required(
    choiceColumn<Form>(
      t('field.form'),
      spellings(forms, (value) => t(`form.${value}`), {
        electronic: ['電子', '電磁的記録', 'ファイル', 'データ'],
        paper: ['紙', '文書'],
        medium: ['媒体', '記録媒体'],
      }),
    ),
  ),
  place: textColumn(t('field.place'), { aliases: ['所在', '保存場所'] }),
  systemCode: codeColumn(t('column.systemCode')),
  origin: required(
    choiceColumn<Origin>(
      t('field.origin'),
      spellings(origins, (value) => t(`origin.${value}`), {
        made: ['作成', '庁内で作成'],
        inside: ['庁内', '庁内から入手'],
        outside: ['庁外', '庁外から入手'],
        unknown: ['不明'],
      }),
    ),
  ),
  originNote: textColumn(t('field.originNote')),
  acquiredOn: dateColumn(t('field.acquiredOn'), { aliases: ['作成日', '入手日'] }),
  personal: choiceColumn<Personal>(
    t('field.personal'),
    spellings(personals, (value) => t(`personal.${value}`)),
  ),
  marking: choiceColumn<MarkingState>(
    t('field.marking'),
    spellings(markingStates, (value) => t(`marking.${value}`)),
  ),
  retention: textColumn(t('field.retention'), { limit: 100 }),
  retainUntil: dateColumn(t('field.retainUntil')),
  recoveryHours: integerColumn(t('field.recoveryHours')),
  sources: textColumn(t('field.sources'), { limit: 2000 }),
  reviewOn: dateColumn(t('field.reviewOn')),
  note: textColumn(t('field.note'), { limit: 2000 }),
};
