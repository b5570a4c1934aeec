export const ja = {
  forbidden:
    'この操作（{action}）を行う権限がありません。必要な場合は、所属の情報セキュリティ担当者にご相談ください。',
} as const;
