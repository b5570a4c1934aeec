import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';

/** Who may do what in a self-check. Which roles hold the granted ones is data in the packs. */
export const actions: readonly ActionDefinition[] = [
  {
    // Everybody answers the sheet that was made for them, and nobody another's.
    id: 'campaign.answer',
    title: { ja: '自分の自己点検への回答', en: 'Answer one’s own sheet' },
    everyone: 'self',
  },
  { id: 'campaign.read', title: { ja: '自己点検計画の閲覧', en: 'Read campaigns' }, administrator: true },
  { id: 'campaign.plan', title: { ja: '年度自己点検計画の作成', en: 'Draw up the yearly plan' } },
  { id: 'campaign.order', title: { ja: '自己点検の実施の指示', en: 'Order the self-check of one’s units' } },
  {
    id: 'campaign.operate',
    title: { ja: '自己点検の開始・締切・対象者の変更', en: 'Open, close, mend the population' },
  },
  // Who has not answered: names and how far they are, never what they answered.
  { id: 'campaign.progress', title: { ja: '回答状況の閲覧', en: 'See who has not answered' } },
  {
    id: 'campaign.paper',
    title: {
      ja: '所管する職員の自己点検票（Excel）の配布と取込み',
      en: 'Sheets on paper of one’s own units',
    },
  },
  { id: 'campaign.urge', title: { ja: '未回答者への督促', en: 'Urge those who have not answered' } },
  { id: 'answers.read', title: { ja: '回答内容の閲覧', en: 'Read answers' } },
  { id: 'campaign.evaluate-unit', title: { ja: '部局の自己点検結果の評価', en: 'Evaluate one’s own units' } },
  {
    id: 'campaign.evaluate-common',
    title: { ja: '共通課題の評価', en: 'Evaluate what is common to the units' },
  },
  { id: 'campaign.evaluate-final', title: { ja: '自己点検結果の最終評価', en: 'Conclude the evaluation' } },
  // The officer of a unit reports on the orders to it; who evaluates in common or finally gives and confirms them.
  { id: 'campaign.improve', title: { ja: '改善の指示への対応', en: 'Carry out orders to improve' } },
];
