/** Texts of backup and restore; an administrator reads them at the terminal. */
export const ja = {
  backupUsage: '使い方: kijun backup ファイル',
  restoreUsage: '使い方: kijun restore ファイル',
  backupDone: '{file} にバックアップしました({rows}行、{tables}表、{size})。',
  backupCare:
    'このファイルには全ての記録と、記録の真正性を示す鍵が入っています。機密性の高い情報として保管してください。',
  restoreDone: '{createdAt} のバックアップを戻しました({rows}行、{tables}表)。全員が改めてサインインします。',
  restoreUpgraded: 'この版に合わせてデータベースを更新しました({count}件)。',
  restoreNext:
    'サーバーが動いている場合は再起動し、「kijun audit verify」で監査記録が元のままであることを確かめてください。',
  fileMissing: '{file} がありません。',
  notEmpty:
    '戻す先が空ではありません(表 {table} に行があります)。復元は空の場所にだけ行います。新しいデータフォルダー(KIJUN_DATA)か空のデータベース(DATABASE_URL)を指定してください。',
  secretDiffers:
    'データフォルダー {folder} には別の鍵(keys/secret)があり、戻すバックアップのものと違います。新しいデータフォルダーを指定してください。',
  notBackup: '{file} は Kijun のバックアップではありません。',
  newerFormat:
    'このバックアップは新しい版の Kijun で作られています({migration})。同じ版か、より新しい版で戻してください。',
  truncated: 'バックアップの終わりがありません。途中で切れたファイルです。何も変えずに中止しました。',
  altered:
    'バックアップの内容が作られたときと違います({detail})。壊れたファイルです。何も変えずに中止しました。',
  cycle: '表の参照が循環しているため、順序を決められません: {tables}',
} as const;
