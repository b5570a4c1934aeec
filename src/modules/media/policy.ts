import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';

/** Staff see and write their own loans and carrying; the rest is granted by packs, mostly within unit or system. */
export const actions: readonly ActionDefinition[] = [
  { id: 'media.read', title: { ja: '媒体台帳の閲覧', en: 'Read the ledger of media' } },
  { id: 'media.edit', title: { ja: '媒体台帳の登録・変更', en: 'Keep the ledger of media' } },
  {
    id: 'storage-places.edit',
    title: { ja: '保管場所の登録・変更', en: 'Keep the list of places of storage' },
  },
  {
    id: 'loans.read',
    title: { ja: '媒体の貸出の閲覧', en: 'See loans of media (one’s own, or of the unit)' },
    everyone: 'self',
  },
  { id: 'loans.keep', title: { ja: '媒体の貸出・返却の処理', en: 'Lend media and take them back' } },
  {
    id: 'carrying.read',
    title: { ja: '持出し・持込みの閲覧', en: 'See the carry-in and carry-out book' },
    everyone: 'self',
  },
  {
    id: 'carrying.record',
    title: { ja: '自分の持出し・持込みの記録', en: 'Record one’s own carrying in and out' },
    everyone: 'self',
  },
  {
    id: 'carrying.confirm',
    title: { ja: '持出し・持込みの確認', en: 'Keep and confirm the carry-in and carry-out book' },
  },
  {
    id: 'disposals.read',
    title: { ja: '廃棄・抹消の記録の閲覧', en: 'Read records of erasure and disposal' },
  },
  { id: 'disposals.record', title: { ja: '廃棄・抹消の記録', en: 'Record erasure and disposal' } },
  { id: 'backups.read', title: { ja: 'バックアップ台帳の閲覧', en: 'Read the ledger of backups' } },
  { id: 'backups.edit', title: { ja: 'バックアップの登録・記録', en: 'Keep the ledger of backups' } },
];
