/** Texts of the managed PostgreSQL; an administrator reads them in the terminal or the log. */
export const ja = {
  platformUnsupported:
    '内蔵のPostgreSQLはこの環境({platform})では使えません。DATABASE_URL に PostgreSQL の接続先を指定してください。',
  binariesMissing:
    'PostgreSQL の実行ファイルが見つかりません。npm ci をやり直すか、KIJUN_PG_BIN に実行ファイルのあるフォルダーを指定するか、DATABASE_URL に接続先を指定してください。',
  majorMissing:
    'データは PostgreSQL {major} で作られていますが、その版の実行ファイルがありません(見つかった版: {found})。PostgreSQL {major} を入れるか、以前の版で取ったバックアップを新しいフォルダーへ戻してください。',
  configuredMissing:
    'KIJUN_PG_BIN({directory})に postgres と initdb がありません。フォルダーを確かめてください。',
  userMissing:
    'root のままでは PostgreSQL を動かせず、代わりのユーザー(kijun、postgres、nobody)もありません。useradd --system kijun で作るか、KIJUN_PG_USER に指定してください。',
  configuredUserMissing: 'KIJUN_PG_USER に指定されたユーザー {user} がありません。',
  otherOwner:
    'データフォルダー {directory} は別のユーザー(uid {uid})のものです。同じユーザーか root で起動してください。',
  unreachable:
    'PostgreSQL の実行ファイル {directory} に、PostgreSQL を動かすユーザー(uid {uid})が届きません。読める場所に置いてください。',
  initFailed: 'データベースの初期化に失敗しました。\n{detail}',
  notStarted: 'PostgreSQL が起動しませんでした。記録 {log} の終わりは次のとおりです。\n{detail}',
  notStopped:
    'PostgreSQL(プロセス {pid})が {seconds} 秒たっても止まりません。記録 {log} を確かめてください。',
  lost: 'PostgreSQL との接続が切れました。起動し直します。',
  regained: 'PostgreSQL が再び使えるようになりました。',
} as const;
