export const ja = {
  'check.noBody': '組織の種類「{kind}」の区分がありません。',
  'check.levels': '格付の段階が正しくありません（{levels}）。',
  'check.criterion': '「{body}」の基準は1つにしてください（現在{count}件）。',
  'check.unknown': '「{id}」は定義されていません。',
  'check.openText': '自由に書き足す取扱制限には、題名に{text}が1か所必要です。',
  'check.marking': '表示のひな型に{classes}がありません。',
  'check.firstQuestion': '「{body}」に、この観点の最初の質問がちょうど1つ必要です。',
  'check.circle': '質問の順序が循環しています。',
  'check.answerEnd': '選択肢には、格付・次の質問・責任者への確認のどれか1つを書いてください。',
  'check.reason': '選択肢に理由がありません。',
  'check.twice': '識別子が重複しています。',
} as const;
