export const ja = {
  unknownOption: '「{option}」という指定はありません。',
  badValue: '「{option}」に続く値を確かめてください。',
  superfluous: '「{value}」は余分です。取り除いてください。',
  unclear: '指定を確かめてください。',
  portTaken:
    'ポート {port} は、ほかのプログラムが使っています。そのプログラムを終了するか、環境変数 PORT で別のポートを指定してください（例：PORT=3001）。',
  portForbidden:
    'ポート {port} を使う権限がありません。環境変数 PORT で 1024 以上のポートを指定してください。',
  badHost:
    '「{host}」では待ち受けできません。環境変数 HOST を確かめてください（通常は localhost か 0.0.0.0）。',
  noDatabase:
    'データベースに接続できません（{detail}）。PostgreSQL が動いているか、環境変数 DATABASE_URL が正しいかを確かめてください。',
  noFile:
    '「{path}」を読み書きできません（{code}）。場所と権限、空き容量を確かめてください。データの置き場所は環境変数 KIJUN_DATA で指定できます。',
  wrongPort: '環境変数 PORT には 0 から 65535 までの番号を指定してください（今の値：{value}）。',
  oneOf: '環境変数 {name} には {allowed} のどれかを指定してください（今の値：{value}）。',
  wholeNumber: '環境変数 {name} には 0 以上の整数を指定してください（今の値：{value}）。',
  httpsOnly: '環境変数 {name} には https の住所を指定してください（今の値：{value}）。',
  missing: '環境変数 {name} を指定してください。',
  unexpected: '予期しない誤りが起きました。次の内容を管理者か開発元に知らせてください。',
} as const;
