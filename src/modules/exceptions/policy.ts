import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';

/** Who may do what with exceptional measures. Who may ask, and who reviews which, is said by the pack's `exceptions.json`. */
export const actions: readonly ActionDefinition[] = [
  {
    id: 'exceptions.apply',
    title: { ja: '例外措置の申請・報告', en: 'Ask for exceptional measures and report them' },
    everyone: 'self',
  },
  {
    id: 'exceptions.read',
    title: { ja: '例外措置の台帳の閲覧', en: 'Read the ledger of exceptional measures' },
    everyone: 'self',
  },
  {
    // Reaches what came to oneself only: the record names its reviewers.
    id: 'exceptions.review',
    title: { ja: '例外措置の審査', en: 'Review exceptional measures' },
  },
  {
    id: 'exception-reports.read',
    title: {
      ja: '例外措置の定期報告・規定の見直しの閲覧',
      en: 'See the periodic reports and the rules with many exceptions',
    },
  },
  {
    id: 'exceptions.report',
    title: { ja: '例外措置の状況の定期報告', en: 'Report periodically on exceptional measures' },
  },
  {
    id: 'exceptions.receive',
    title: { ja: '例外措置の定期報告の確認', en: 'Receive the periodic reports on exceptional measures' },
  },
  {
    id: 'exceptions.consider',
    title: { ja: '例外の多い規定の見直しの検討', en: 'Consider revising rules with many exceptions' },
  },
  {
    id: 'exceptions.answer',
    title: { ja: '規定の見直しの判断', en: 'Decide whether a rule is revised' },
  },
  {
    id: 'exceptions.configure',
    title: {
      ja: '例外措置の許可権限者と設定',
      en: 'Set who reviews exceptional measures, and their numbers',
    },
    administrator: true,
  },
];
