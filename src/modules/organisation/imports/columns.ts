/** Columns that several imports have. */
import {
  choiceColumn,
  codeColumn,
  dateColumn,
  required,
  spellings,
  textColumn,
} from '../../../kit/server/import-columns.ts';
import { t } from '../messages.ts';
import {
  type AbsenceReason,
  type AssetKind,
  type AssetStage,
  absenceReasons,
  assetKinds,
  assetStages,
  type Employment,
  employments,
  type UnitKind,
  unitKinds,
} from '../model.ts';

export const personNumber = required(
  codeColumn(t('person.number'), { aliases: ['番号', '職員コード', '職員ID'] }),
);
export const validFromColumn = required(
  dateColumn(t('column.validFrom'), { aliases: ['発令日', 'いつから'] }),
);
/** The last day, inclusive. */
export const lastDayColumn = dateColumn(t('column.lastDay'), { aliases: ['いつまで'] });
export const titleColumn = textColumn(t('post.title'), { aliases: ['職名', '肩書'], limit: 100 });

export const unitKindColumn = choiceColumn<UnitKind>(
  t('unit.kind'),
  spellings(unitKinds, (value) => t(`unitKind.${value}`), {
    organisation: ['本省', '法人', '団体'],
    bureau: ['局', '部'],
    division: ['課', '室', '課・室'],
    section: ['係', '担当', '班'],
  }),
  { aliases: ['種別', '区分'] },
);
export const employmentColumn = choiceColumn<Employment>(
  t('person.employment'),
  spellings(employments, (value) => t(`employment.${value}`), {
    regular: ['正職員', '常勤職員'],
    part_time: ['会計年度任用職員', '期間業務職員'],
    contractor: ['委託', '委託先'],
  }),
  { aliases: ['雇用区分', '勤務形態'] },
);
export const absenceReasonColumn = choiceColumn<AbsenceReason>(
  t('absence.reason'),
  spellings(absenceReasons, (value) => t(`absence.${value}`), {
    childcare: ['育休'],
    sick: ['病休'],
    secondment: ['出向', '派遣'],
  }),
  { aliases: ['理由'] },
);
export const assetKindColumn = choiceColumn<AssetKind>(
  t('asset.kind'),
  spellings(assetKinds, (value) => t(`assetKind.${value}`), {
    system: ['システム'],
    area: ['要管理対策区域'],
    service: ['サービス'],
  }),
);
export const assetStageColumn = choiceColumn<AssetStage>(
  t('asset.stage'),
  spellings(assetStages, (value) => t(`assetStage.${value}`), { operating: ['運用'], retired: ['廃止'] }),
);
