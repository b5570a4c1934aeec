export const ja = {
  'csv.encoding': '文字コードを判別できません。UTF-8 または Shift_JIS（CP932）で保存し直してください。',
  'csv.utf16': 'UTF-16 のCSVは読み込めません。「CSV UTF-8」で保存し直してください。',
  'csv.quote':
    '{row}行目の引用符（"）の使い方が正しくありません。表計算ソフトで開き、CSV UTF-8 で保存し直してください。',
  'csv.broken': '{row}行目を読み取れません。CSV の形式を確かめてください。',
  'csv.tooManyRows': '行が多すぎます。{limit}行以内に分けてください。',
  'xlsx.broken': 'Excel ファイル（.xlsx）として読み取れません。壊れているか、別の形式です。',
  'xlsx.encrypted': 'パスワードのかかった Excel ファイルは読み込めません。解除して保存し直してください。',
  'xlsx.old': '古い形式（.xls）の Excel ファイルは読み込めません。.xlsx で保存し直してください。',
  'xlsx.tooLarge':
    'Excel ファイルの中身が大きすぎます。不要なシートや書式を消すか、分けて読み込んでください。',
  'xlsx.cut': '…（長いため省略）',
  'xlsx.choices': '選択肢',
  'xlsx.choiceTitle': '入力できない値です',
  'xlsx.choiceError': '一覧から選んでください。',
  'report.note': '注',
  'report.pageOf': '{page} / {total}',
  'report.figureLabel': '項目',
  'pdf.failed': 'PDF を作成できませんでした。',
  'pdf.timeout': 'PDF の作成が時間内に終わりませんでした。',
  'report.font.gothic': 'BIZ UDPゴシック',
  'report.font.mincho': 'BIZ UDP明朝 Medium',
} as const;
