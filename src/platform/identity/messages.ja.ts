export const ja = {
  'signIn.wrong': 'ログイン名またはパスワードが違います。',
  'signIn.blocked':
    'サインインの失敗が続いたため、一時的に受け付けを止めています。{seconds}秒ほど待ってから、もう一度お試しください。',
  'signIn.organisationMissing': 'サインインする組織を選んでください。',
  'signIn.organisationUnknown': 'この組織は登録されていません。',
  'signIn.crossSite': 'ほかのサイトからの操作は受け付けません。Kijunの画面から操作してください。',
  'signIn.unknownName': '不明なログイン名',
  'step.over': '時間が過ぎたか、手順が途中で変わりました。最初からサインインしてください。',
  'code.wrong': '確認の数字が違います。新しい数字が表示されてから、もう一度入力してください。',
  'recoveryCode.wrong': '回復コードが違うか、すでに使われています。',
  'passkey.wrong': 'パスキーを確認できませんでした。もう一度試すか、別の方法でサインインしてください。',
  'passkey.exists': 'このパスキーはすでに登録されています。',
  'passkey.missing': 'このパスキーは登録されていません。',
  'password.short': 'パスワードは{min}文字以上にしてください。',
  'password.long': 'パスワードは{max}文字以内にしてください。',
  'password.likeName': 'ログイン名や氏名、組織名をそのまま使ったパスワードは使えません。',
  'password.common':
    'よく使われていて推測されやすいパスワードです。いくつかの単語を並べるなど、別のものにしてください。',
  'password.refused': 'このパスワードは使えません。',
  'password.wrong': '今のパスワードが違います。',
  'password.same': '今と同じパスワードは使えません。',
  'password.none':
    'このアカウントにはパスワードが設定されていません。管理者に設定用リンクの発行を依頼してください。',
  'proof.needed':
    '安全のため、この操作の前にもう一度本人の確認が必要です。パスワードを入力するか、サインインし直してください。',
  'totp.notStarted': '認証アプリの設定が始まっていません。最初からやり直してください。',
  'totp.exists': '認証アプリはすでに設定されています。変更するときは、いったん解除してください。',
  'totp.issuer': 'Kijun {organisation}',
  'recoveryCodes.noFactor': '回復コードは、認証アプリかパスキーを設定してから作成してください。',
  'session.missing': 'このサインインはすでに終わっています。',
  'recoveryLink.over':
    'このリンクは使えません。期限が過ぎたか、すでに使われています。管理者に再発行を依頼してください。',
  'account.missing': 'このアカウントは見つかりませんでした。',
  'oidc.unknown': 'この方法でのサインインは設定されていません。',
} as const;
