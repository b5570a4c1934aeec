export const ja = {
  exists: '見本の組織は、すでに作られています。',
  running: '見本データは、いま別の処理が作っています。終わるまでお待ちください。',
  actor: '見本データの作成',
  administrator: 'システム管理者',
  'step.organisation': '見本省の組織と職員を作っています',
  'step.lastYear': '昨年度の自己点検を作っています',
  'step.thisYear': '今年度の自己点検を作っています',
  'step.done': '見本データができました',
  range: '人数は{from}人以上{to}人以下で指定してください。',
  campaignTitle: '{year} 情報セキュリティ対策の自己点検',
  usage: 'kijun demo [--people 人数]',
  'media.erased': '保存期間が過ぎたため、テープの該当分を上書きして消去',
} as const;
