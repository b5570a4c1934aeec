import { STATUS_CODES } from 'node:http';
import { Conflict, type Difference, InvalidInput, type KijunError, TooMany } from '../../kernel/errors.ts';
import { resolveMessage } from '../../kernel/messages.ts';
import { eventTitles } from '../audit/event-titles.ts';

/** A difference as it is sent: codes come with their words, which are read while the code is what is sent back. */
interface ToldDifference extends Difference {
  readonly inWords?: { readonly yours: unknown; readonly current: unknown };
}

/** RFC 9457 problem details with our extensions. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly problems?: readonly { field: string; message: string; row?: number; column?: string }[];
  readonly differences?: readonly ToldDifference[];
  readonly currentVersion?: number | null;
  readonly retryAfter?: number;
}

/** The problem details of a refusal; `instance` is the request id, by which the log is searched. */
export function problemOf(error: KijunError, requestId: string): Problem {
  return {
    type: `urn:kijun:problem:${error.ref.catalogue}.${error.ref.key}`,
    title: STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    detail: error.message,
    instance: `urn:kijun:request:${requestId}`,
    ...(error instanceof InvalidInput && {
      problems: error.problems.map(({ message, ...where }) => ({
        ...where,
        message: resolveMessage(message),
      })),
    }),
    ...(error instanceof Conflict && {
      differences: error.differences.map(told),
      currentVersion: error.currentVersion,
    }),
    ...(error instanceof TooMany && { retryAfter: error.retryAfter }),
  };
}

function told(difference: Difference): ToldDifference {
  const { field, yours, current } = difference;
  const { value } = eventTitles();
  const inWords = { yours: value(field, yours), current: value(field, current) };
  return inWords.yours === yours && inWords.current === current ? difference : { ...difference, inWords };
}
