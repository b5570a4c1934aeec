import { and, eq } from 'drizzle-orm';
import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { KijunError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Actor, systemActor } from '../authorisation/actor.ts';
import { type Connection, type Database, inOrganisation, type Tx } from '../database/database.ts';
import type { Services } from '../services.ts';
import { t } from './messages.ts';
import { jobRuns } from './tables.ts';

/** Tells how far the work is; `total` may be unknown at first. */
export type Progress = (done: number, total?: number) => Promise<void>;

/** A kind of long work. `run` opens its own transactions and may be run again after a crash: it must be repeatable. */
export interface JobKind<Data extends object> {
  readonly kind: string;
  run(work: {
    data: Data;
    actor: Actor;
    services: Services;
    progress: Progress;
    organisationId: string;
  }): Promise<unknown>;
}

interface Envelope {
  readonly organisationId: string;
  readonly runId: string;
  readonly actor: Actor;
  readonly data: object;
}

const queue = 'kijun';

/** The queue: pg-boss in the same database, so a job is queued exactly when the change that asked for it is committed. */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #database: Database;
  readonly #log: Logger;
  readonly #kinds = new Map<string, JobKind<object>>();

  constructor(connection: Connection, database: Database, log: Logger) {
    const where = typeof connection === 'string' ? { connectionString: connection } : connection;
    this.#boss = new PgBoss({ ...where, max: 4, schema: 'pgboss' });
    this.#boss.on('error', (error) => log.warn({ err: error }, 'job queue'));
    this.#database = database;
    this.#log = log;
  }

  async start(): Promise<void> {
    await this.#boss.start();
    await this.#boss.createQueue(queue);
  }

  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: 10_000, wait: true });
  }

  register<Data extends object>(job: JobKind<Data>): void {
    this.#kinds.set(job.kind, job as unknown as JobKind<object>);
  }

  /** Queues work in the caller's transaction; returns the run whose progress the screen follows. */
  async enqueue<Data extends object>(tx: Tx, actor: Actor, job: JobKind<Data>, data: Data): Promise<string> {
    const runId = newId();
    await tx.insert(jobRuns).values({
      organisationId: tx.organisationId,
      id: runId,
      kind: job.kind,
      startedBy: actor.accountId,
      state: 'waiting',
    });
    const envelope: Envelope = { organisationId: tx.organisationId, runId, actor, data };
    const executeSql = async (text: string, values: unknown[]) => tx.client.query(text, values);
    await this.#boss.send(queue, envelope, {
      db: { executeSql },
      retryLimit: 3,
      retryDelay: 2,
      expireInMinutes: 120,
    });
    return runId;
  }

  /** Starts working through the queue; called in worker processes. */
  async work(services: Services): Promise<void> {
    const options = { pollingIntervalSeconds: 0.5, includeMetadata: true } as const;
    await this.#boss.work<Envelope>(queue, options, async ([job]) => {
      if (job) await this.#run(job.data, services, job.retryCount >= job.retryLimit);
    });
  }

  /** A refusal of ours is final; anything else (the database was away) is tried again until the last attempt. */
  async #run(envelope: Envelope, services: Services, last: boolean): Promise<void> {
    const { organisationId, runId, actor, data } = envelope;
    const [run] = await inOrganisation(this.#database, organisationId, (tx) =>
      tx
        .select({ kind: jobRuns.kind })
        .from(jobRuns)
        .where(and(eq(jobRuns.organisationId, organisationId), eq(jobRuns.id, runId))),
    );
    const job = run && this.#kinds.get(run.kind);
    if (!job) return;
    const update = (change: Partial<typeof jobRuns.$inferInsert>) =>
      this.#update(organisationId, runId, change);
    await update({ state: 'running' });
    const progress: Progress = (done, total) => update(total === undefined ? { done } : { done, total });
    try {
      const result = await job.run({ data, actor, services, progress, organisationId });
      await update({ state: 'done', result: result ?? null, finishedAt: new Date() });
    } catch (error) {
      this.#log.error({ err: error, runId, kind: job.kind, last }, 'job failed');
      if (!last && !(error instanceof KijunError)) throw error;
      const message = error instanceof KijunError ? error.message : t('failed');
      await update({ state: 'failed', error: message, finishedAt: new Date() });
    }
  }

  async #update(
    organisationId: string,
    runId: string,
    change: Partial<typeof jobRuns.$inferInsert>,
  ): Promise<void> {
    await inOrganisation(this.#database, organisationId, (tx) =>
      tx
        .update(jobRuns)
        .set(change)
        .where(and(eq(jobRuns.organisationId, organisationId), eq(jobRuns.id, runId))),
    );
  }
}

/** The actor of work started by the clock. */
export const clockActor = (organisationId: string): Actor => systemActor(organisationId, t('clock'));
