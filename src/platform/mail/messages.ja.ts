export const ja = {
  'address.invalid': 'メールアドレスの形になっていません。',
  'subject.invalid': '件名に改行や制御文字を入れることはできません。',
  'subject.empty': '件名がありません。',
  'message.missing': 'メールが見つかりません。',
  'message.notFailed': '送信に失敗したメールだけを再送できます。',
  'message.secret': '（本人だけが使うリンクを含むため、本文は表示しません）',
  'action.outbox': '送信メールの確認と再送',
} as const;
