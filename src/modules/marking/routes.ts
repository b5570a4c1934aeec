import { z } from 'zod';
import { InvalidInput } from '../../kernel/errors.ts';
import { download, route, type Upload } from '../../platform/http/route.ts';
import { checkFile, markingText, readFileMarking, stampFile } from './handle-file.ts';
import { mediaType } from './media-type.ts';
import { t } from './messages.ts';
import { findingKinds, formats } from './model.ts';

function uploaded(files: ReadonlyMap<string, Upload>): Upload {
  const file = files.get('file');
  if (!file) throw InvalidInput.at('file', t.ref('fileMissing'));
  if (file.content.length === 0) throw InvalidInput.at('file', t.ref('fileEmpty'));
  return file;
}

const access = { action: 'marking.use' } as const;
const upload = true;
/** For one person with many files; a whole office behind one address gets in besides. */
const rateLimit = 600;

export const postMarkingStamp = route({
  method: 'POST',
  path: '/api/v1/marking/stamp',
  summary: 'Put a marking into the header of a file; nothing is kept',
  access,
  upload,
  rateLimit,
  body: z.object({ text: z.string().max(1000) }),
  handle: async ({ files, body }) => {
    const text = markingText(body.text);
    const file = uploaded(files);
    // After the transaction: no connection of the database is held meanwhile.
    return download(file.fileName, mediaType(file.fileName), async () => {
      return (await stampFile(file.content, text)).bytes;
    });
  },
});

const checked = z.object({
  fileName: z.string(),
  format: z.enum(formats),
  /** The marking that this product put in; null when there is none. */
  marking: z.string().nullable(),
  findings: z.array(
    z.object({ kind: z.enum(findingKinds), where: z.string(), excerpt: z.string(), advice: z.string() }),
  ),
});

export const postMarkingCheck = route({
  method: 'POST',
  path: '/api/v1/marking/check',
  summary: 'What a file hides: properties, changes, comments, covered text, position; nothing is kept',
  access,
  upload,
  rateLimit,
  response: checked,
  handle: async ({ files }) => {
    const file = uploaded(files);
    return async () => ({ fileName: file.fileName, ...(await checkFile(file.content)) });
  },
});

const readBack = z.object({
  fileName: z.string(),
  format: z.enum(formats),
  marking: z.string().nullable(),
  headers: z.array(z.object({ where: z.string(), text: z.string() })),
});

export const postMarkingRead = route({
  method: 'POST',
  path: '/api/v1/marking/read',
  summary: 'The marking in the header of a file; nothing is kept',
  access,
  upload,
  rateLimit,
  response: readBack,
  handle: async ({ files }) => {
    const file = uploaded(files);
    return async () => ({ fileName: file.fileName, ...(await readFileMarking(file.content)) });
  },
});

export const routes = [postMarkingStamp, postMarkingCheck, postMarkingRead];
