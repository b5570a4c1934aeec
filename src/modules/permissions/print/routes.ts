import { encode } from 'uqr';
import { z } from 'zod';
import { formatEraDate } from '../../../kernel/dates.ts';
import { InvalidInput } from '../../../kernel/errors.ts';
import { fileName } from '../../../kit/server/export.ts';
import { listAll } from '../../../kit/server/list.ts';
import { downloadForm } from '../../../kit/server/printed-form/printed-form.ts';
import { templateRoutes } from '../../../kit/server/printed-form/template-routes.ts';
import type { FormCode } from '../../../platform/documents/form-document.ts';
import { PDF_TYPE, renderForm, renderPdf } from '../../../platform/documents/render-pdf.ts';
import { download, route } from '../../../platform/http/route.ts';
import type { Services } from '../../../platform/services.ts';
import { loadProfile } from '../../organisation/index.ts';
import { idParams } from '../contract.ts';
import { presentGate } from '../present.ts';
import { gateList } from '../queries/lists.ts';
import { showRequest } from '../routes/read.ts';
import { gateDocument } from './gate-document.ts';
import { t } from './messages.ts';
import { printForm, type RequestView, slipDocument } from './print-form.ts';

/** The printed form of a request, among the templates of the organisation. */
const kind = { purpose: 'permission-request', title: t('form.name') };

type SignedIn = Parameters<typeof showRequest.handle>[0];

/** The request as its page shows it to this caller: what is printed is what they may see. */
async function viewOf(call: Omit<SignedIn, 'query' | 'body'>): Promise<RequestView> {
  const shown = await showRequest.handle({ ...call, query: undefined, body: undefined });
  if ('fileName' in shown) throw new Error('a request is no file');
  return shown as RequestView;
}

/** The code that opens the page of the gate with this request. */
function codeOf(services: Services, request: RequestView): FormCode {
  const address = `${services.config.publicUrl}/permissions/gate?request=${request.id}`;
  return {
    modules: encode(address, { ecc: 'M', border: 0 }).data,
    caption: t('slip.code', { number: request.number }),
  };
}

const isLive = (request: RequestView): boolean => ['permitted', 'in_use'].includes(request.state);

export const printRequest = route({
  method: 'GET',
  path: '/api/v1/permission-requests/:id/form',
  summary: 'The request on the printed form: Word from the organisation’s template, or PDF',
  access: 'signed-in',
  params: idParams,
  query: z.object({ format: z.enum(['docx', 'pdf']).default('pdf') }),
  handle: async (call) => {
    const request = await viewOf(call);
    const form = printForm(request, (await loadProfile(call.tx)).name);
    const name = t('form.fileName', { number: form.reference });
    const code = isLive(request) && request.type.gate ? codeOf(call.services, request) : null;
    return downloadForm(call.tx, kind, form, { name, format: call.query.format, code });
  },
});

export const printSlip = route({
  method: 'GET',
  path: '/api/v1/permission-requests/:id/slip',
  summary: 'The slip to carry along, with the code that the gate reads',
  access: 'signed-in',
  params: idParams,
  handle: async (call) => {
    const request = await viewOf(call);
    if (!isLive(request) || !request.type.gate) throw new InvalidInput(t.ref('slip.notPermitted'));
    const { name } = await loadProfile(call.tx);
    const slip = slipDocument(request, name, codeOf(call.services, request));
    const file = fileName(t('slip.fileName', { number: request.number }), 'pdf');
    return download(file, PDF_TYPE, () => renderForm(slip));
  },
});

export const printGate = route({
  method: 'GET',
  path: '/api/v1/permission-gate/print',
  summary: 'The list for the gate on paper, with a column for the mark of whoever checked',
  access: { action: 'permissions.gate' },
  handle: async ({ tx, scope, today }) => {
    const rows = (await listAll(gateList(tx, scope, today, undefined))).map((row) => presentGate(row, today));
    const { name } = await loadProfile(tx);
    const file = fileName(t('gate.fileName', { date: today.replaceAll('-', '') }), 'pdf');
    return download(file, PDF_TYPE, () => renderPdf(gateDocument(rows, name, formatEraDate(today))));
  },
});

/** Printed forms, slips and lists of the permission desk, and the template behind the form. */
export const printRoutes = [
  printRequest,
  printSlip,
  printGate,
  ...templateRoutes(kind, '/api/v1/permission-templates/form', 'permissions.types'),
] as const;
