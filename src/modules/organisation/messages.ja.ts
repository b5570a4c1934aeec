import { findingTexts } from './messages-findings.ja.ts';

export const ja = {
  ...findingTexts,
  'organisation.missing': '組織が登録されていません。',
  'pack.none': 'まだ基準が採用されていません。初期設定で、採用する基準を選んでください。',
} as const;
