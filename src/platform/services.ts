import type { Logger } from 'pino';
import type { Secrets } from './audit/secrets.ts';
import type { Authorisation } from './authorisation/authorise.ts';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import type { Jobs } from './jobs/jobs.ts';

/** What the running process offers to every handler and job. Made once in `src/app`. */
export interface Services {
  readonly config: Config;
  readonly database: Database;
  readonly authorisation: Authorisation;
  readonly secrets: Secrets;
  readonly jobs: Jobs;
  readonly log: Logger;
}
