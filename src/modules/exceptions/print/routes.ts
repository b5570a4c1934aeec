import { z } from 'zod';
import { downloadForm } from '../../../kit/server/printed-form/printed-form.ts';
import { templateRoutes } from '../../../kit/server/printed-form/template-routes.ts';
import { route } from '../../../platform/http/route.ts';
import { loadProfile } from '../../organisation/index.ts';
import { showException } from '../routes/ledger.ts';
import { idParams } from '../routes/shared.ts';
import { t } from './messages.ts';
import { type ExceptionView, printForm } from './print-form.ts';

/** The printed form of an exceptional measure, among the templates of the organisation. */
const kind = { purpose: 'exception', title: t('form.name') };

export const printException = route({
  method: 'GET',
  path: '/api/v1/exceptions/:id/form',
  summary: 'The exceptional measure on the printed form: Word from the organisation’s template, or PDF',
  access: { action: 'exceptions.read' },
  params: idParams,
  query: z.object({ format: z.enum(['docx', 'pdf']).default('pdf') }),
  handle: async (call) => {
    // What is printed is what its page shows to this caller.
    const shown = await showException.handle({ ...call, query: undefined, body: undefined });
    if ('fileName' in shown) throw new Error('an exceptional measure is no file');
    const info = shown as ExceptionView;
    const form = printForm(info, (await loadProfile(call.tx)).name);
    const name = t('form.fileName', { number: info.number, title: form.title });
    return downloadForm(call.tx, kind, form, { name, format: call.query.format, code: null });
  },
});

export const printRoutes = [
  printException,
  ...templateRoutes(kind, '/api/v1/exception-templates/form', 'exceptions.configure'),
] as const;
