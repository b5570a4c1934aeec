export const ja = {
  ready: 'Kijun を起動しました。ブラウザーで {url} を開いてください。',
  howToStop: '終了するには Ctrl+C を押してください。',
  unknownCommand: '「{command}」というコマンドはありません。',
  auditSummary: '組織 {organisationId}：封印済み {sealed} 件、封印待ち {unsealed} 件、根ハッシュ {root}',
  auditIntact: '監査証跡に、改変・削除・挿入は見つかりませんでした。',
  auditBroken: '監査証跡に {count} 件の異常があります。',
  'audit.altered': '改変',
  'audit.removed': '削除',
  'audit.inserted': '挿入',
  'audit.seal-broken': '封印の不一致',
  'audit.cut-off': '末尾の切り取り',
} as const;
