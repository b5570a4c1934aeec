import { type ChildProcess, fork } from 'node:child_process';

/** Why no answer came: the work took too long, its process ended (often for lack of memory), too many wait. */
export class WorkNotDone extends Error {
  readonly reason: 'slow' | 'ended' | 'full';

  constructor(reason: WorkNotDone['reason']) {
    super(reason);
    this.reason = reason;
  }
}

export interface WorkerPoolOptions {
  /** The file of the process. It takes jobs as messages and answers each with one message. */
  readonly script: string;
  /** How many processes at most. */
  readonly size: number;
  readonly timeoutMs: number;
  /** After so long without work a process ends. */
  readonly idleMs: number;
  /** Memory of one process, in megabytes. */
  readonly memory: number;
  /** How many jobs may wait. */
  readonly queue: number;
}

interface Waiting<Job, Answer> {
  readonly job: Job;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

interface Worker {
  readonly child: ChildProcess;
  busy: boolean;
  idle: NodeJS.Timeout | null;
}

/**
 * Work on files that strangers made, apart from the server: one job at a time in each process, none of the server's
 * environment, and an end by force when it takes too long. A process that failed is replaced.
 */
export class WorkerPool<Job, Answer> {
  readonly #options: WorkerPoolOptions;
  readonly #workers = new Set<Worker>();
  readonly #waiting: Waiting<Job, Answer>[] = [];

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /** The answer to one job. Throws `WorkNotDone`. */
  run(job: Job): Promise<Answer> {
    if (this.#waiting.length >= this.#options.queue) return Promise.reject(new WorkNotDone('full'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    const free = [...this.#workers].find((worker) => !worker.busy);
    const worker = free ?? (this.#workers.size < this.#options.size ? this.#start() : undefined);
    if (worker === undefined) return;
    const task = this.#waiting.shift();
    if (task !== undefined) this.#give(worker, task);
  }

  #start(): Worker {
    const child = fork(this.#options.script, [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${this.#options.memory}`],
      // Nothing of the server's environment (database, secrets) is any of its business.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const worker: Worker = { child, busy: false, idle: null };
    this.#workers.add(worker);
    this.#release(worker);
    child.once('exit', () => this.#workers.delete(worker));
    // A process that cannot be started or reached ends as one that died.
    child.on('error', () => this.#stop(worker));
    return worker;
  }

  #give(worker: Worker, { job, resolve, reject }: Waiting<Job, Answer>): void {
    const { child } = worker;
    worker.busy = true;
    if (worker.idle) clearTimeout(worker.idle);
    child.ref();
    child.channel?.ref();
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      settle();
      this.#next();
    };
    const onMessage = (answer: unknown) =>
      finish(() => {
        this.#release(worker);
        resolve(answer as Answer);
      });
    const fail = (reason: WorkNotDone['reason']) =>
      finish(() => {
        this.#stop(worker);
        reject(new WorkNotDone(reason));
      });
    const onExit = () => fail('ended');
    const timer = setTimeout(() => fail('slow'), this.#options.timeoutMs);
    child.on('message', onMessage);
    child.once('exit', onExit);
    child.send(job as object, (error) => {
      if (error) onExit();
    });
  }

  /** An idle process does not keep the server (or a command) from ending. */
  #release(worker: Worker): void {
    worker.busy = false;
    worker.child.unref();
    worker.child.channel?.unref();
    worker.idle = setTimeout(() => this.#stop(worker), this.#options.idleMs);
    worker.idle.unref();
  }

  #stop(worker: Worker): void {
    if (worker.idle) clearTimeout(worker.idle);
    this.#workers.delete(worker);
    worker.child.kill('SIGKILL');
  }
}
