import type { Actor } from './authorisation/actor.ts';
import type { ActionDefinition, Authorisation } from './authorisation/authorise.ts';
import type { Tx } from './database/database.ts';
import type { AnyRoute } from './http/route.ts';
import type { JobKind } from './jobs/jobs.ts';
import type { Services } from './services.ts';

/** Something that waits for one person: shown on the home page, gone when it is done. */
export interface Task {
  readonly id: string;
  /** `resource.verb`; the module's own vocabulary. */
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  /** Last day, `YYYY-MM-DD`, or null when there is none. */
  readonly due: string | null;
  readonly overdue: boolean;
  /** The page where it is done. */
  readonly href: string;
}

/** Work that the worker repeats by itself. One slow or failing piece does not hold up the others. */
export interface Periodic {
  readonly name: string;
  readonly everySeconds: number;
  run(services: Services): Promise<void>;
}

/** What a module brings to the product; `src/app/modules.ts` lists them all. */
export interface Module {
  readonly name: string;
  readonly routes: readonly AnyRoute[];
  readonly actions: readonly ActionDefinition[];
  // biome-ignore lint/suspicious/noExplicitAny: a list of job kinds forgets each one's own data
  readonly jobs?: readonly JobKind<any>[];
  readonly periodic?: readonly Periodic[];
  /**
   * The tasks of the actor's person; a fixed number of statements. `allowed` are the actions that the actor has, and
   * `authorisation` says how far each of them reaches.
   */
  tasksOf?(
    tx: Tx,
    actor: Actor,
    today: string,
    allowed: ReadonlySet<string>,
    authorisation: Authorisation,
  ): Promise<readonly Task[]>;
}
