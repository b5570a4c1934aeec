import pino, { type DestinationStream, type Logger } from 'pino';

/** Header and body fields that must never reach a log. */
const secrets = [
  'req.headers',
  'headers',
  '*.password',
  '*.currentPassword',
  '*.newPassword',
  '*.passwordHash',
  '*.token',
  '*.csrfToken',
  '*.secret',
  '*.totpSecret',
  '*.code',
  '*.recoveryCodes',
  '*.uri',
  '*.params',
];

/** The JSON log of the process: one line per fact, no names, no secrets. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: { paths: secrets, censor: '***' },
    serializers: { err: describeError },
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}

interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly sqlState?: string;
  readonly cause?: DescribedError;
}

/**
 * What an error may tell: kind, message, place, SQLSTATE and cause. The query builder puts the values of a failed
 * statement behind its message, and the database the values of a row into its detail; both stay out.
 */
function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: error.message.replace(/\nparams:[\s\S]*$/, ''),
    stack: frames.join('\n'),
    ...('code' in error && typeof error.code === 'string' && { sqlState: error.code }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
