import { InvalidInput } from '../../kernel/errors.ts';
import { renderLabel } from '../../platform/documents/render-pdf.ts';
import { t } from './messages.ts';
import { type Finding, type Format, MAX_MARKING, oneLine } from './model.ts';
import { runJob } from './work/run-job.ts';

/** A finding with what to do about it. */
export interface AdvisedFinding extends Finding {
  readonly advice: string;
}

/** What is hidden in a file, and the marking that it bears. Throws `KijunError` 422 when it is not taken, with the reason. */
export async function checkFile(
  bytes: Uint8Array,
): Promise<{ format: Format; marking: string | null; findings: AdvisedFinding[] }> {
  const { format, findings, marking } = await runJob({ deed: 'check', bytes });
  return {
    format,
    marking,
    findings: findings.map((each) => ({ ...each, advice: t(`advice.${each.kind}`) })),
  };
}

/** The marking that this product put into a file, and what else stands in its headers. */
export async function readFileMarking(bytes: Uint8Array) {
  const { format, marking, headers } = await runJob({ deed: 'read', bytes });
  return { format, marking, headers: [...headers] };
}

/** The file with the marking in its headers; an earlier marking is replaced. */
export async function stampFile(
  bytes: Uint8Array,
  text: string,
): Promise<{ format: Format; bytes: Uint8Array }> {
  const isPdf = Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
  const label = isPdf ? await renderLabel(text) : null;
  return runJob({ deed: 'stamp', bytes, text, label });
}

/** The marking as it is written: one line of at most a hundred characters. Throws `InvalidInput`. */
export function markingText(text: string): string {
  const line = oneLine(text);
  if (line === '') throw InvalidInput.at('text', t.ref('textMissing'));
  if ([...line].length > MAX_MARKING)
    throw InvalidInput.at('text', t.ref('textTooLong', { limit: MAX_MARKING }));
  return line;
}
