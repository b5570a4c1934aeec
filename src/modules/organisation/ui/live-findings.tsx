import { useEffect, useState } from 'react';
import { FailureNotice } from '../../../kit/ui/data.tsx';
import { Notice } from '../../../kit/ui/notice.tsx';
import type { RouteInput } from '../../../platform/http/route.ts';
import { t } from '../messages.ts';
import type { checkChange as checkRoute } from '../routes/appointments.ts';
import { checkChange, type FindingInfo } from './calls.ts';
import { FindingList } from './parts.tsx';

export type DraftChange = RouteInput<typeof checkRoute>['body'];

interface Difference {
  readonly added: readonly FindingInfo[];
  readonly removed: readonly FindingInfo[];
}

/** What the rules of the pack say to a change that is being typed; asked a moment after the last key. */
export function LiveFindings({ draft }: { readonly draft: DraftChange | null }) {
  const asked = draft === null ? null : JSON.stringify(draft);
  const [answer, setAnswer] = useState<{ asked: string; difference: Difference } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    if (asked === null) return;
    let current = true;
    const timer = setTimeout(() => {
      checkChange({ body: JSON.parse(asked) as DraftChange })
        .then((difference) => {
          if (!current) return;
          setAnswer({ asked, difference });
          setFailure(null);
        })
        .catch((error: unknown) => current && setFailure(error));
    }, 300);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked]);
  return (
    <div role="status" aria-live="polite" className="flex flex-col gap-4">
      {asked === null ? (
        <p className="text-solid-gray-700">{t('appointments.checkIncomplete')}</p>
      ) : failure !== null ? (
        <FailureNotice error={failure} />
      ) : answer?.asked === asked ? (
        <Findings difference={answer.difference} />
      ) : (
        <p className="text-solid-gray-700">{t('appointments.checking')}</p>
      )}
    </div>
  );
}

function Findings({ difference: { added, removed } }: { readonly difference: Difference }) {
  return (
    <>
      {added.length > 0 ? (
        <Notice kind="warning" title={t('appointments.brings')}>
          <FindingList findings={added} />
        </Notice>
      ) : (
        <Notice kind="success" title={t('appointments.noFindings')} />
      )}
      {removed.length > 0 && (
        <Notice kind="info" title={t('appointments.settles')}>
          <ul className="list-disc pl-6">
            {removed.map((finding) => (
              <li key={finding.key}>{finding.message}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
