export const ja = {
  'organisation.missing': '組織が登録されていません。',
  'pack.none': 'まだ基準が採用されていません。初期設定で、採用する基準を選んでください。',
} as const;
