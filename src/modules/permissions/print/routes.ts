import { encode } from 'uqr';
import { z } from 'zod';
import { formatEraDate } from '../../../kernel/dates.ts';
import { InvalidInput, NotFound } from '../../../kernel/errors.ts';
import { findTemplate, removeTemplate, saveTemplate } from '../../../kit/server/document-templates.ts';
import { fileName } from '../../../kit/server/export.ts';
import { listAll } from '../../../kit/server/list.ts';
import { fillTemplate, templateProblems } from '../../../platform/documents/docx-template.ts';
import type { FormCode } from '../../../platform/documents/form-document.ts';
import { DOCX_TYPE } from '../../../platform/documents/render-docx.ts';
import { PDF_TYPE, renderForm, renderPdf } from '../../../platform/documents/render-pdf.ts';
import { download, route } from '../../../platform/http/route.ts';
import type { Services } from '../../../platform/services.ts';
import { loadProfile } from '../../organisation/index.ts';
import { idParams } from '../contract.ts';
import { presentGate } from '../present.ts';
import { gateList } from '../queries/lists.ts';
import { showRequest } from '../routes/read.ts';
import { defaultTemplate } from './default-template.ts';
import { gateDocument } from './gate-document.ts';
import { t } from './messages.ts';
import { formDocument, printForm, type RequestView, slipDocument } from './print-form.ts';
import { describedTags, knownTags, templateData } from './template-tags.ts';

/** The printed form of a request, among the templates of the organisation. */
const PURPOSE = 'permission-request';
const TEMPLATE_SIZE = 5 * 1024 * 1024;

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
    if (call.query.format === 'pdf') {
      const code = isLive(request) && request.type.gate ? codeOf(call.services, request) : null;
      return download(fileName(name, 'pdf'), PDF_TYPE, () => renderForm(formDocument(form, code)));
    }
    const own = await findTemplate(call.tx, PURPOSE);
    return download(fileName(name, 'docx'), DOCX_TYPE, async () =>
      fillTemplate(own?.content ?? (await defaultTemplate()), templateData(form)),
    );
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

export const showFormTemplate = route({
  method: 'GET',
  path: '/api/v1/permission-templates/form',
  summary: 'Which Word template the printed form uses, and the tags that it may hold',
  access: { action: 'permissions.types' },
  response: z.object({
    own: z.object({ fileName: z.string(), uploadedAt: z.iso.datetime(), uploadedBy: z.string() }).nullable(),
    /** 0 while the product's template is used. */
    version: z.number().int(),
    maxSize: z.number().int(),
    tags: z.array(z.object({ tag: z.string(), text: z.string() })),
  }),
  handle: async ({ tx }) => {
    const own = await findTemplate(tx, PURPOSE);
    return {
      own:
        own === null
          ? null
          : {
              fileName: own.fileName,
              uploadedAt: own.uploadedAt.toISOString(),
              uploadedBy: own.uploadedBy,
            },
      version: own?.version ?? 0,
      maxSize: TEMPLATE_SIZE,
      tags: describedTags(),
    };
  },
});

export const getFormTemplate = route({
  method: 'GET',
  path: '/api/v1/permission-templates/form/:which',
  summary: 'The product’s Word template, or the organisation’s own',
  access: { action: 'permissions.types' },
  params: z.object({ which: z.enum(['default', 'own']) }),
  handle: async ({ tx, params }) => {
    if (params.which === 'default') {
      const bytes = await defaultTemplate();
      return download(fileName(t('template.fileName'), 'docx'), DOCX_TYPE, Buffer.from(bytes));
    }
    const own = await findTemplate(tx, PURPOSE);
    if (own === null) throw new NotFound(t.ref('template.missing'));
    return download(own.fileName, DOCX_TYPE, own.content);
  },
});

export const putFormTemplate = route({
  method: 'PUT',
  path: '/api/v1/permission-templates/form',
  summary: 'Register a Word template; refused with the tags that are not known',
  access: { action: 'permissions.types' },
  upload: true,
  body: z.object({ version: z.coerce.number().int().min(0) }),
  handle: async ({ tx, actor, body, files }) => {
    const file = files.get('file');
    if (!file || file.content.length === 0) throw new InvalidInput(t.ref('template.fileMissing'));
    if (file.content.length > TEMPLATE_SIZE) {
      throw new InvalidInput(t.ref('template.tooLarge', { megabytes: TEMPLATE_SIZE / 1024 / 1024 }));
    }
    const problems = templateProblems(file.content, knownTags());
    if (problems.length > 0) {
      const fields = problems.map((message) => ({ field: 'file', message }));
      throw new InvalidInput(t.ref('template.refused'), fields);
    }
    const name = fileName(file.fileName.replace(/^.*[\\/]/, '').replace(/\.docx$/i, ''), 'docx');
    await saveTemplate(tx, actor, PURPOSE, { ...file, fileName: name }, body.version);
    return undefined;
  },
});

export const deleteFormTemplate = route({
  method: 'DELETE',
  path: '/api/v1/permission-templates/form',
  summary: 'Take the organisation’s template away: the product’s is used again',
  access: { action: 'permissions.types' },
  query: z.object({ version: z.coerce.number().int().min(1) }),
  handle: async ({ tx, actor, query }) => {
    const own = await findTemplate(tx, PURPOSE);
    if (own === null) throw new NotFound(t.ref('template.missing'));
    await removeTemplate(tx, actor, own.id, query.version);
    return undefined;
  },
});

/** Printed forms, slips and lists of the permission desk, and the template behind the form. */
export const printRoutes = [
  printRequest,
  printSlip,
  printGate,
  showFormTemplate,
  getFormTemplate,
  putFormTemplate,
  deleteFormTemplate,
] as const;
