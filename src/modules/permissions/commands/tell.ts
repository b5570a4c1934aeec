/** Notices and mails: to those for whom something waits, to who applied, to who has to know. */
import { formatDate } from '../../../kernel/dates.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { tellPeople } from '../../organisation/index.ts';
import { t } from '../messages.ts';
import type { PermissionRequest, PermissionSeat } from '../tables.ts';

type Topic = 'waiting' | 'decided' | 'informed' | 'overdue' | 'ended';

interface Reader {
  readonly personId: string;
  readonly topic: Topic;
}

/** Tells those for whom a seat now waits. */
export const tellDeciders = (
  tx: Tx,
  request: PermissionRequest,
  seats: readonly Pick<PermissionSeat, 'personId'>[],
  publicUrl: string,
): Promise<void> =>
  tell(
    tx,
    request,
    publicUrl,
    seats.map(({ personId }) => ({ personId, topic: 'waiting' as const })),
  );

/** Tells the applicant what became of it, and of a permission those who have to know. */
export const tellDecided = (
  tx: Tx,
  request: PermissionRequest,
  informed: readonly string[],
  publicUrl: string,
): Promise<void> =>
  tell(tx, request, publicUrl, [
    { personId: request.applicantId, topic: 'decided' },
    ...informed
      .filter((id) => id !== request.applicantId)
      .map((personId) => ({ personId, topic: 'informed' as const })),
  ]);

/** Tells the applicant that what was taken is due back. */
export const tellOverdue = (
  tx: Tx,
  request: PermissionRequest,
  others: readonly string[],
  publicUrl: string,
): Promise<void> =>
  tell(
    tx,
    request,
    publicUrl,
    [request.applicantId, ...others].map((personId) => ({ personId, topic: 'overdue' as const })),
  );

/** Tells those concerned that it was withdrawn or revoked. */
export const tellEnded = (
  tx: Tx,
  request: PermissionRequest,
  people: readonly string[],
  publicUrl: string,
): Promise<void> =>
  tell(
    tx,
    request,
    publicUrl,
    people.map((personId) => ({ personId, topic: 'ended' as const })),
  );

async function tell(
  tx: Tx,
  request: PermissionRequest,
  publicUrl: string,
  readers: readonly Reader[],
): Promise<void> {
  const topics = new Map(readers.map(({ personId, topic }) => [personId, topic]));
  const words = {
    number: request.number,
    type: request.type.title.ja,
    subject: request.subject,
    state: t(`state.${request.state}`),
    date: request.dueOn === null ? '' : formatDate(request.dueOn),
  };
  const href = `/permissions/${request.id}`;
  const detail = t('tell.detail', words);
  await tellPeople(
    tx,
    [...topics].map(([personId, topic]) => {
      const title = t(`tell.${topic}`, words);
      const mail = () => t('tell.mail', { title, detail, url: `${publicUrl}${href}` });
      return { personId, topic: `permission.${topic}`, title, detail, href, mail };
    }),
  );
}
