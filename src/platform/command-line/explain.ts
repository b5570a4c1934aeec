import { KijunError } from '../../kernel/errors.ts';
import { t } from './messages.ts';

const FAILED = 1;
const REFUSED = 2;

/** What `parseArgs` refused, in words; null when the error is about something else. */
export function explainArguments(error: unknown): string | null {
  const code = codeOf(error);
  if (!code.startsWith('ERR_PARSE_ARGS_')) return null;
  const [, named] = /'([^']+)'/.exec(messageOf(error)) ?? [];
  const given = named?.split(' ')[0];
  if (given === undefined) return t('unclear');
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return t('unknownOption', { option: given });
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return t('superfluous', { value: given });
  return t('badValue', { option: given });
}

/**
 * What made a command fail, for the person at the terminal, and its exit code: 2 where the call or its input was wrong,
 * else 1. What nobody could have foreseen keeps its stack.
 */
export function explainFailure(error: unknown): { readonly text: string; readonly exitCode: number } {
  const call = explainArguments(error) ?? (error instanceof KijunError ? error.message : null);
  if (call !== null) return { text: call, exitCode: REFUSED };
  const text = explainSurroundings(error) ?? ownWords(error);
  return { text: text ?? `${t('unexpected')}\n${stackOf(error)}`, exitCode: FAILED };
}

/** A port, an address, a database or a folder that is not as it should be. */
function explainSurroundings(error: unknown): string | null {
  const code = codeOf(error);
  const { syscall = '', port = '', address = '', hostname = '', path = '' } = detailsOf(error);
  if (code === 'EADDRINUSE') return t('portTaken', { port });
  if (code === 'EACCES' && syscall === 'listen') return t('portForbidden', { port });
  if (code === 'EADDRNOTAVAIL') return t('badHost', { host: address });
  if (code === 'ENOTFOUND' && hostname !== '' && hostname === process.env.HOST)
    return t('badHost', { host: hostname });
  // 28: wrong user or password. 3D000: no such database.
  if (['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', '28000', '28P01', '3D000'].includes(code))
    return t('noDatabase', { detail: messageOf(error) });
  if (path !== '' && ['EACCES', 'EPERM', 'ENOTDIR', 'EROFS', 'ENOSPC', 'ENOENT'].includes(code))
    return t('noFile', { path, code });
  return null;
}

/** The message alone when it is one of ours, written for people. */
const ownWords = (error: unknown): string | null =>
  error instanceof Error && /[ぁ-んァ-ヶ一-龠]/.test(error.message) ? error.message : null;

const codeOf = (error: unknown): string => detailsOf(error).code ?? '';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** The fields that Node and the database put on their errors, as text. */
function detailsOf(error: unknown): Readonly<Record<string, string | undefined>> {
  const source =
    error instanceof Error && error.cause instanceof Error ? { ...error.cause, ...error } : error;
  if (typeof source !== 'object' || source === null) return {};
  return Object.fromEntries(Object.entries(source).map(([field, value]) => [field, String(value)]));
}
