import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';

/**
 * Who may do what with the register of information. Members of staff see and keep the entries of their own units and
 * those that they decided or entered; officers those within their appointment. Classes are changed only by who
 * decided them (決定者) or by a superior of theirs: a holder of `information.decide` over the unit.
 */
export const actions: readonly ActionDefinition[] = [
  {
    id: 'information.consult',
    title: { ja: '格付の基準の参照', en: 'See the classification scheme' },
    everyone: 'organisation',
  },
  {
    id: 'information.read',
    title: { ja: '情報資産台帳の閲覧', en: 'Read the register of information' },
    everyone: 'self',
  },
  {
    id: 'information.register',
    title: { ja: '情報資産の登録・依頼', en: 'Enter information and ask for changes of its classes' },
    everyone: 'self',
  },
  {
    id: 'information.decide',
    title: { ja: '格付・取扱制限の決定（上司として）', en: 'Decide on classes as a superior' },
  },
  {
    id: 'information.import',
    title: { ja: '情報資産台帳の一括取込み', en: 'Import the register of information' },
  },
  {
    id: 'information.settings',
    title: { ja: '格付の運用の設定', en: 'Set how the organisation classifies' },
    administrator: true,
  },
];
