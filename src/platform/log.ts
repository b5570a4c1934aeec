import pino, { type DestinationStream, type Logger } from 'pino';

/** Header and body fields that must never reach a log. */
const secrets = [
  'req.headers.cookie',
  'req.headers.authorization',
  'headers.cookie',
  'headers.authorization',
  '*.password',
  '*.newPassword',
  '*.token',
  '*.secret',
  '*.code',
  '*.totpSecret',
  '*.passwordHash',
];

/** The JSON log of the process: one line per fact, no names, no secrets. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: { paths: secrets, censor: '***' },
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}
