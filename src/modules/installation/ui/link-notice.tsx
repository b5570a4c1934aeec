import type { Answer } from '../../../kit/ui/api.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { showInstant } from '../../../kit/ui/values.ts';
import { t } from '../messages.ts';
import type { accountLinkRoute } from '../routes/account-deeds.ts';

/** A link that was just issued; it is shown this once. */
export function LinkNotice({ link }: { readonly link: Answer<typeof accountLinkRoute> }) {
  return (
    <Notice kind="success" title={t('deed.linkLabel')} role="status">
      <p>{t('deed.linkShown')}</p>
      <p className="my-3 break-all rounded-8 bg-solid-gray-50 p-3 font-mono text-std-16N-170">{link.url}</p>
      <p>{t('deed.linkExpires', { at: showInstant(link.expiresAt) })}</p>
      {link.mailed && <p>{t('deed.linkMailed')}</p>}
    </Notice>
  );
}
