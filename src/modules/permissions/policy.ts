import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';

/**
 * Who may do what at the permission desk. Who decides a request is not here: it comes to those whom its type seats. They
 * and the applicant see it; the others need `permissions.read`.
 */
export const actions: readonly ActionDefinition[] = [
  { id: 'permissions.apply', title: { ja: '許可の申請', en: 'Apply for a permission' }, everyone: 'self' },
  { id: 'permissions.read', title: { ja: '許可申請の閲覧', en: 'Read permission requests' } },
  {
    id: 'permissions.manage',
    title: { ja: '返却の確認・許可の取消し', en: 'Confirm returns and revoke permissions' },
  },
  { id: 'permissions.gate', title: { ja: '持出し・入退室の確認', en: 'See what may pass the gate' } },
  {
    id: 'permissions.types',
    title: { ja: '申請の種類の設定', en: 'Set up permission types' },
    administrator: true,
  },
];
