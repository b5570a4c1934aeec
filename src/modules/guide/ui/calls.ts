/** The calls of the pages, typed by the routes. */
import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import type {
  listEditable,
  postContact,
  postPage,
  putContact,
  putPage,
  removeContact,
  removePage,
} from '../routes/edit.ts';
import type { listSituations, showSituation } from '../routes/read.ts';

/** Everything that is read of the guide lies under this address. */
export const GUIDE = '/api/v1/guide';

export type Listed = Answer<typeof listSituations>;
export type ListedPage = Listed['items'][number];
export type Contact = Listed['contacts'][number];
export type GuidePage = Answer<typeof showSituation>;
export type Editable = Answer<typeof listEditable>;
export type OwnPage = Editable['pages'][number];

export const addPage = endpoint<typeof postPage>('POST', '/api/v1/guide/pages');
export const changePage = endpoint<typeof putPage>('PUT', '/api/v1/guide/pages/:id');
export const dropPage = endpoint<typeof removePage>('DELETE', '/api/v1/guide/pages/:id');
export const addContact = endpoint<typeof postContact>('POST', '/api/v1/guide/contacts');
export const changeContact = endpoint<typeof putContact>('PUT', '/api/v1/guide/contacts/:id');
export const dropContact = endpoint<typeof removeContact>('DELETE', '/api/v1/guide/contacts/:id');
