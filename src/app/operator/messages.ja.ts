export const ja = {
  actor: 'コマンドの実行者',
  'init.usage':
    'kijun init --name 組織名 --kind national|agency|designated|local --pack 基準ID [--pack …] --administrator 氏名 --login サインイン名 [--code 組織コード] [--email アドレス] [--password-stdin] [--json]',
  'init.done': '{name}（組織コード：{code}）を登録しました。',
  'init.link':
    '管理者のパスワードは、次のリンクで{expires}までに設定してください（一度だけ使えます）。\n{url}',
  'init.kinds': '組織の種類：{kinds}',
  'init.packs': '基準：{packs}',
  'import.usage':
    'kijun import {kinds} ファイル [--organisation 組織コード] [--dry-run] [--strategy stop|skip|update] [--json]',
  'import.preview': '追加 {new}件、変更 {changed}件、変更なし {unchanged}件、取り込めない行 {rejected}件',
  'import.done': '追加 {created}件、変更 {updated}件、変更なし {unchanged}件、見送り {skipped}件',
  'import.problem': '{row}行目 {column}：{message}',
  'import.problemOfLine': '{row}行目：{message}',
  'import.unreadable': 'ファイル「{file}」を読めません。',
  'export.usage':
    'kijun export 一覧 [--organisation 組織コード] [--format csv|xlsx|json] [--filter 項目=値 …] [--out ファイル]',
  'export.lists': '一覧：{lists}',
  'export.toTerminal': 'xlsx は --out でファイルを指定してください。',
  'export.done': '{file} に書き出しました。',
} as const;
