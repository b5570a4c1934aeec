export const ja = {
  'rates.cellEmpty': '空欄です。値を入力してください。',
  'rates.personTwice':
    '「{person}」は役割区分「{roleGroup}」にすでにあります。同じ人を一つの区分に二度書かないでください。',
  'rates.itemTwice': '項目「{item}」が同じ役割区分に二度書かれています。',
  'rates.organisationUnknown': '組織「{organisation}」は対象者の一覧にありません。',
  'rates.personUnknown': '「{person}」は「{organisation}」の対象者の一覧にありません。',
  'rates.notInGroup': '「{person}」は役割区分「{roleGroup}」の対象者ではありません。',
  'rates.personExcluded':
    '「{person}」は役割区分「{roleGroup}」の対象から除外されています。回答を削るか、除外を取り消してください。',
  'rates.stateUnknown':
    '状態「{state}」は使えません。done、not_done、not_applicable、unanswered のいずれかにしてください。',
  'rates.answerTwice': '項目「{item}」への回答が二度あります。一つにしてください。',
  'rates.itemUnknown': '項目「{item}」は項目の一覧（役割区分「{roleGroup}」）にありません。',
  'rates.columnMissing': 'この列が見出しにありません。必要な列は {columns} です。',
  'rates.columnTwice': 'この列が見出しに二つあります。',
  'rates.tooManyCells':
    '見出しより多くの値があります（見出しは{width}列）。「,」を含む値は「"」で囲んでください。',
  'rates.brokenRow':
    '引用符（"）の使い方が正しくありません。表計算ソフトで開き、CSV UTF-8 で保存し直してください。',
  'rates.fileEmpty': '見出しがありません。空のファイルです。',
  'rates.fileUnreadable': 'ファイルを開けません。場所と名前を確かめてください。',
  'rates.problemInFile': '{file}: {text}',
  'rates.problemInRow': '{file}: {row}行目: {text}',
  'rates.problemInCell': '{file}: {row}行目 {column}列: {text}',
  'rates.moreProblems': 'ほかに{count}件の誤りがあります。',
  'rates.noFigures': '誤りが{count}件あるため、集計しませんでした。直してからもう一度実行してください。',
  'rates.usage': `使い方: kijun rates --population 対象者.csv --answers 回答.csv [--items 項目.csv] [--json]

  対象者.csv  organisation,unit,person,role_group,excluded（excluded は除外の理由。対象なら空欄）
  回答.csv    organisation,person,role_group,item,state（done / not_done / not_applicable / unanswered）
  項目.csv    item と、任意で role_group,title（責務が生じた人のいない項目も「該当なし」として示します）
  --json      JSON で出力します（指定しなければ表で出力します）`,
  'rates.optionUnknown': '引数を確かめてください: {detail}',
  'rates.optionMissing': '--{option} にファイルを指定してください。',
  'rates.tableTitle': '自己点検の集計',
  'rates.column.group': '区分',
  'rates.column.coverage': '把握率',
  'rates.column.implementation': '実施率',
  'rates.column.grades': '評価',
  'rates.column.itemAttainment': '到達率（項目）100/95/90',
  'rates.column.personAttainment': '到達率（人）100/95/90',
  'rates.column.item': '項目',
  'rates.column.method': '集計方法',
  'rates.column.value': '値',
  'rates.column.count': '対象数',
  'rates.column.leftOut': '該当なしで除外',
  'rates.all': '全体（区分を合算）',
  'rates.whole': '全組織',
  'rates.method.pooled': '合算',
  'rates.method.meanOfItems': '項目の平均',
  'rates.method.meanOfSubjects': '役割区分の平均',
  'rates.method.meanOfOrgs': '組織の平均',
  'rates.noteRounding':
    '割合は % です。四捨五入で 100.0 と表示されても 100 に満たない値には * を付けています。評価は端数を丸めない値で決めています。',
} as const;
