import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';

/** Who may see figures and settle them. Packs grant these; a unit's officer sees the unit's figures. */
export const actions: readonly ActionDefinition[] = [
  { id: 'rates.read', title: { ja: '集計結果の閲覧', en: 'Read the rates' } },
  { id: 'report.read', title: { ja: '報告書の閲覧と出力', en: 'Read and download the report' } },
  { id: 'report.write', title: { ja: '年度の結果の確定', en: "Settle a year's results" } },
];
