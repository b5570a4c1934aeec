import { attachmentRoutes } from '../../../kit/server/attachments.ts';
import { commentRoutes } from '../../../kit/server/comments.ts';
import type { DiscussedRecord } from '../../../kit/server/discussion.ts';
import { loadException } from '../queries/detail.ts';

/** Those whom an exception concerns talk about it there; who only reads the ledger looks on. */
const exceptionRecord: DiscussedRecord = {
  path: '/api/v1/exceptions/:id',
  entity: 'exception',
  access: { action: 'exceptions.read' },
  open: async ({ tx, actor, scope }, id) => {
    const none = {
      organisationId: tx.organisationId,
      whole: false,
      unitPaths: [],
      assetIds: [],
      personId: null,
    };
    const { exception, reviewers } = await loadException(tx, scope ?? none, actor, id);
    const concerned = [exception.applicantId, ...reviewers.map((each) => each.id)];
    return { writable: actor.personId !== null && concerned.includes(actor.personId) };
  },
};

export const discussionRoutes = [...commentRoutes(exceptionRecord), ...attachmentRoutes(exceptionRecord)];
