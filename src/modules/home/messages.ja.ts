export const ja = {
  jobNotFound: '処理が見つかりません。',
} as const;
