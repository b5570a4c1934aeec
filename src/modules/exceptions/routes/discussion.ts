import { attachmentRoutes } from '../../../kit/server/attachments.ts';
import { commentRoutes } from '../../../kit/server/comments.ts';
import type { DiscussedRecord } from '../../../kit/server/discussion.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { giveNotices } from '../../../platform/mail/queue-mail.ts';
import { t } from '../messages.ts';
import { numberOf } from '../model.ts';
import { loadException } from '../queries/detail.ts';

const nothing = (tx: Tx): Scope => ({
  organisationId: tx.organisationId,
  whole: false,
  unitPaths: [],
  assetIds: [],
  personId: null,
});

/** Those whom an exception concerns talk about it there; who only reads the ledger looks on. */
const exceptionRecord: DiscussedRecord = {
  path: '/api/v1/exceptions/:id',
  entity: 'exception',
  access: { action: 'exceptions.read' },
  open: async ({ tx, actor, scope }, id) => {
    const { exception, reviewers } = await loadException(tx, scope ?? nothing(tx), actor, id);
    const concerned = [exception.applicantId, ...reviewers.map((each) => each.id)];
    return { writable: actor.personId !== null && concerned.includes(actor.personId) };
  },
  tell: async ({ tx, actor, scope }, id) => {
    const { exception, reviewers } = await loadException(tx, scope ?? nothing(tx), actor, id);
    const concerned = new Set([exception.applicantId, ...reviewers.map((each) => each.id)]);
    const number = numberOf(exception.fiscalYear, exception.serial);
    await giveNotices(
      tx,
      [...concerned]
        .filter((personId) => personId !== actor.personId)
        .map((personId) => ({
          personId,
          topic: 'exceptions.comment',
          title: t('notice.comment', { number }),
          detail: t('notice.detail', { clause: exception.clause, title: exception.title }),
          href: `/exceptions/${id}`,
        })),
    );
  },
};

export const discussionRoutes = [...commentRoutes(exceptionRecord), ...attachmentRoutes(exceptionRecord)];
