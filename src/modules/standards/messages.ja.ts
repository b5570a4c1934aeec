export const ja = {
  'pack.unknown': '基準パック「{id}」は見つかりません。',
} as const;
