/** The calls of this room's pages, typed by their routes. */
import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import type {
  amendExtensionOfPermission,
  extendPermission,
  postRequest,
  previewRequest,
  putRequest,
  reportPermission,
  startPermission,
  submitPermissionRequest,
  withdrawPermissionRequest,
} from '../routes/apply.ts';
import type {
  confirmReturn,
  decidePermission,
  decideSeveral,
  readInbox,
  revokePermission,
  viewOverride,
} from '../routes/decide.ts';
import type { listGate, listOverrides, listRequests, showLikeCases, showRequest } from '../routes/read.ts';
import type {
  addPermissionType,
  changePermissionType,
  listPermissionTypes,
  listTypeProblems,
  resetPermissionType,
  showPermissionType,
  showTypeDefinition,
} from '../routes/types.ts';

/** What changes when anything at the desk does. */
export const everything: readonly string[] = [
  '/api/v1/permission-',
  '/api/v1/me/permission-requests',
  '/api/v1/me/tasks',
];

export const preview = endpoint<typeof previewRequest>('POST', '/api/v1/permission-requests/preview');
export const createDraft = endpoint<typeof postRequest>('POST', '/api/v1/permission-requests');
export const saveDraft = endpoint<typeof putRequest>('PUT', '/api/v1/permission-requests/:id');
export const submit = endpoint<typeof submitPermissionRequest>(
  'POST',
  '/api/v1/permission-requests/:id/submit',
);
export const withdraw = endpoint<typeof withdrawPermissionRequest>(
  'POST',
  '/api/v1/permission-requests/:id/withdraw',
);
export const start = endpoint<typeof startPermission>('POST', '/api/v1/permission-requests/:id/start');
export const report = endpoint<typeof reportPermission>('POST', '/api/v1/permission-requests/:id/report');
export const extend = endpoint<typeof extendPermission>('POST', '/api/v1/permission-requests/:id/extension');
export const amend = endpoint<typeof amendExtensionOfPermission>(
  'PUT',
  '/api/v1/permission-requests/:id/extension',
);
export const decide = endpoint<typeof decidePermission>('POST', '/api/v1/permission-requests/:id/decide');
export const decideMany = endpoint<typeof decideSeveral>('POST', '/api/v1/permission-requests/decide');
export const view = endpoint<typeof viewOverride>('POST', '/api/v1/permission-requests/:id/view');
export const confirm = endpoint<typeof confirmReturn>('POST', '/api/v1/permission-requests/:id/confirm');
export const revoke = endpoint<typeof revokePermission>('POST', '/api/v1/permission-requests/:id/revoke');
export const addType = endpoint<typeof addPermissionType>('POST', '/api/v1/permission-types');
export const changeType = endpoint<typeof changePermissionType>('PUT', '/api/v1/permission-types/:typeId');
export const resetType = endpoint<typeof resetPermissionType>('DELETE', '/api/v1/permission-types/:typeId');

export type Preview = Answer<typeof previewRequest>;
export type Request = Answer<typeof showRequest>;
export type RequestRow = Answer<typeof listRequests>['items'][number];
export type OverrideRow = Answer<typeof listOverrides>['items'][number];
export type GateRow = Answer<typeof listGate>['items'][number];
export type LikeCases = Answer<typeof showLikeCases>;
export type Inbox = Answer<typeof readInbox>;
export type InboxItem = Inbox['items'][number];
export type TypeRow = Answer<typeof listPermissionTypes>['items'][number];
export type TypeView = Answer<typeof showPermissionType>;
export type TypeProblem = Answer<typeof listTypeProblems>['items'][number];
export type TypeDefinition = Answer<typeof showTypeDefinition>;
