import { attachmentRoutes } from '../../../kit/server/attachments.ts';
import { commentRoutes } from '../../../kit/server/comments.ts';
import type { DiscussedRecord, OpeningCall } from '../../../kit/server/discussion.ts';
import { giveNotices } from '../../../platform/mail/queue-mail.ts';
import { callerOf, openRequest } from '../commands/require-deed.ts';
import { t } from '../messages.ts';
import type { RequestState } from '../model.ts';

/** Done with: what was said about it stays as it is. */
const ended: readonly RequestState[] = ['refused', 'closed', 'expired', 'withdrawn'];

const opened = ({ tx, actor, authorisation, today }: OpeningCall, id: string) =>
  openRequest(tx, callerOf(actor, authorisation, today), id);

/** Comments and files of a request: seen by whoever sees it, written by whoever has a part in it, while it lives. */
const discussed: DiscussedRecord = {
  path: '/api/v1/permission-requests/:id',
  entity: 'permission-request',
  access: 'signed-in',
  open: async (call, id) => {
    const { request, seats, part } = await opened(call, id);
    const seated = seats.some((seat) => seat.personId === call.actor.personId);
    return { writable: !ended.includes(request.state) && (part.applicant || part.manages || seated) };
  },
  tell: async (call, id, { body }) => {
    const { request, seats } = await opened(call, id);
    const part = seats.filter((seat) => seat.state === 'waiting' || seat.state === 'done');
    const others = new Set([request.applicantId, ...part.map((seat) => seat.personId)]);
    others.delete(call.actor.personId ?? '');
    await giveNotices(
      call.tx,
      [...others].map((personId) => ({
        personId,
        topic: 'permission.comment',
        title: t('tell.comment', { number: request.number, name: call.actor.name }),
        detail: body.slice(0, 200),
        href: `/permissions/${request.id}`,
      })),
    );
  },
};

export const discussionRoutes = [...commentRoutes(discussed), ...attachmentRoutes(discussed)];
