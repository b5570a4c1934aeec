import { z } from 'zod';
import { InvalidInput, NotFound, TooMany } from '../../../kernel/errors.ts';
import { fillTemplate, templateProblems } from '../../../platform/documents/docx-template.ts';
import { DOCX_TYPE } from '../../../platform/documents/render-docx.ts';
import { renderWord } from '../../../platform/documents/render-pdf.ts';
import { download, route } from '../../../platform/http/route.ts';
import { findTemplate, removeTemplate, saveTemplate } from '../document-templates.ts';
import { fileName } from '../export.ts';
import { defaultTemplate } from './default-template.ts';
import { t } from './messages.ts';
import type { FormKind } from './printed-form.ts';
import { describedTags, knownTags } from './template-tags.ts';

const TEMPLATE_SIZE = 5 * 1024 * 1024;

/** What `FormTemplateSection` of the screen shows. */
export const templateAnswer = z.object({
  own: z.object({ fileName: z.string(), uploadedAt: z.iso.datetime(), uploadedBy: z.string() }).nullable(),
  /** 0 while the product's template is used. */
  version: z.number().int(),
  maxSize: z.number().int(),
  tags: z.array(z.object({ tag: z.string(), text: z.string() })),
});

/** The routes by which those who may do `action` replace the Word template of a form, under `path`. */
export function templateRoutes(kind: FormKind, path: string, action: string) {
  const access = { action };
  const { purpose, title } = kind;
  const showFormTemplate = route({
    method: 'GET',
    path: path,
    summary: 'Which Word template the printed form uses, and the tags that it may hold',
    access,
    response: templateAnswer,
    handle: async ({ tx }) => {
      const own = await findTemplate(tx, purpose);
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

  const getFormTemplate = route({
    method: 'GET',
    path: `${path}/:which`,
    summary: 'The product’s Word template, or the organisation’s own',
    access,
    params: z.object({ which: z.enum(['default', 'own']) }),
    handle: async ({ tx, params }) => {
      if (params.which === 'default') {
        const bytes = await defaultTemplate(title);
        return download(fileName(t('form.templateName', { title }), 'docx'), DOCX_TYPE, Buffer.from(bytes));
      }
      const own = await findTemplate(tx, purpose);
      if (own === null) throw new NotFound(t.ref('template.missing'));
      return download(own.fileName, DOCX_TYPE, own.content);
    },
  });

  const putFormTemplate = route({
    method: 'PUT',
    path: path,
    summary: 'Register a Word template; refused with the tags that are not known',
    access,
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
      await tryTemplate(file.content);
      const name = fileName(file.fileName.replace(/^.*[\\/]/, '').replace(/\.docx$/i, ''), 'docx');
      await saveTemplate(tx, actor, purpose, { ...file, fileName: name }, body.version);
      return undefined;
    },
  });

  const deleteFormTemplate = route({
    method: 'DELETE',
    path: path,
    summary: 'Take the organisation’s template away: the product’s is used again',
    access,
    query: z.object({ version: z.coerce.number().int().min(1) }),
    handle: async ({ tx, actor, query }) => {
      const own = await findTemplate(tx, purpose);
      if (own === null) throw new NotFound(t.ref('template.missing'));
      await removeTemplate(tx, actor, own.id, query.version);
      return undefined;
    },
  });
  return [showFormTemplate, getFormTemplate, putFormTemplate, deleteFormTemplate] as const;
}

/** Sets the template once without data. Throws `InvalidInput` for one of which no PDF can be made. */
async function tryTemplate(template: Uint8Array): Promise<void> {
  try {
    await renderWord(fillTemplate(template, {}));
  } catch (error) {
    if (error instanceof TooMany) throw error;
    throw new InvalidInput(t.ref('template.noPdf'));
  }
}
