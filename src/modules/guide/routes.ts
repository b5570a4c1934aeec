import {
  contactHistory,
  listEditable,
  pageHistory,
  postContact,
  postPage,
  putContact,
  putPage,
  removeContact,
  removePage,
} from './routes/edit.ts';
import { listGuideClauses, listSituations, showSituation } from './routes/read.ts';

export const routes = [
  listSituations,
  showSituation,
  listGuideClauses,
  listEditable,
  postPage,
  putPage,
  removePage,
  pageHistory,
  postContact,
  putContact,
  removeContact,
  contactHistory,
];
