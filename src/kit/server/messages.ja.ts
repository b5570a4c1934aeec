export const ja = {
  'list.tooMany': '該当が{limit}件を超えるため、書き出せません。条件を絞り込んでください。',
  'versioned.conflict':
    'ほかの利用者が先に変更したため、保存できませんでした。違いを確かめて、もう一度保存してください。',
  'versioned.missing': '対象が見つかりません。削除されたか、閲覧できる範囲の外にあります。',
  'sets.conflict': '処理中にほかの利用者がデータを変更しました。もう一度実行してください。',
  'import.fileMissing': '取り込むファイルを選んでください。',
  'import.fileType': '取り込めるのは Excel（.xlsx）と CSV のファイルです。',
  'import.empty': 'ファイルに見出しの行がありません。様式をダウンロードして、見出しを確かめてください。',
  'import.noRows': '見出しの下にデータがありません。',
  'import.columnMissing': '「{header}」の列がありません。',
  'import.columnTwice': '「{header}」の列が2つ以上あります。1つにしてください。',
  'import.headerWrong': '見出しに誤りがあります。様式の見出しに合わせてください。',
  'import.required': '「{header}」は必ず入力してください。',
  'import.tooLong': '{limit}文字以内で入力してください。',
  'import.date': '日付として読み取れません。「2026/4/1」「R8.4.1」のように入力してください。',
  'import.integer': '整数で入力してください。',
  'import.boolean': '「○」か空欄で入力してください。',
  'import.choice': '「{value}」は選べません。次のどれかにしてください：{choices}',
  'import.email': 'メールアドレスの形になっていません。',
  'import.myNumber':
    'マイナンバー（個人番号）の形の数字があります。この製品にマイナンバーを入力することはできません。職員番号などに直してください。',
  'import.gaiji': '外字（利用者定義文字）があります。別の字に置き換えてください。',
  'import.twice': '{row}行目と同じ対象です。1行にまとめてください。',
  'import.rejected': '誤りのある行が{count}件あるため、取り込みませんでした。何も変更していません。',
  'import.stopped':
    '登録済みの内容と異なる行が{count}件あるため、取り込みませんでした。何も変更していません。「既存を残す」か「上書きする」を選んでください。',
  'import.templateName': '{title}_取込様式',
} as const;
