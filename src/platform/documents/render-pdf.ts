import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { KijunError, TooMany } from '../../kernel/errors.ts';
import type { FormDocument } from './form-document.ts';
import { t } from './messages.ts';
import { pdfData } from './pdf-data.ts';
import type { PdfJob } from './pdf-worker.ts';
import { printable, type ReportDocument } from './report-document.ts';

/** The media type of `.pdf`. */
export const PDF_TYPE = 'application/pdf';

const TIMEOUT_MS = 120_000;
const IDLE_MS = 60_000;
/** The typesetter's memory grows with use; a new process starts small. */
const DOCUMENTS_PER_PROCESS = 50;

interface Worker {
  readonly child: ChildProcess;
  documents: number;
}

let worker: Worker | null = null;
let idle: NodeJS.Timeout | null = null;
let last: Promise<unknown> = Promise.resolve();

/**
 * The report as a PDF (PDF/A-2b, A4, fonts embedded, bookmarks from its headings). One at a time in a process of its
 * own, which ends by itself when there is nothing to do. Throws `KijunError` (500) when it cannot be set in 2 minutes.
 */
export function renderPdf(report: ReportDocument): Promise<Uint8Array> {
  return render({ source: 'report', data: pdfData(report) });
}

/** The form as a PDF (PDF/A-2b), in the same process and under the same conditions as `renderPdf`. */
export function renderForm(form: FormDocument): Promise<Uint8Array> {
  const clean = (_key: string, value: unknown) => (typeof value === 'string' ? printable(value) : value);
  return render({ source: 'form', data: JSON.stringify(form, clean) });
}

/** One line of text as a PDF page of its own size, to be laid over other pages. */
export function renderLabel(text: string): Promise<Uint8Array> {
  return render({ source: 'label', data: JSON.stringify({ text: printable(text) }) });
}

/**
 * A Word file as a PDF (PDF/A-2b), in the same process and under the same conditions as `renderPdf`. It is set anew,
 * with the product's typefaces: lines may end elsewhere than in Word.
 */
export function renderWord(file: Uint8Array): Promise<Uint8Array> {
  return render({ source: 'word', file });
}

/** Waiting longer than this many documents take is worse than coming again. */
const QUEUE = 20;
let waiting = 0;

/** Throws TooMany when too many wait already. */
async function render(job: PdfJob): Promise<Uint8Array> {
  if (waiting >= QUEUE) throw new TooMany(t.ref('pdf.queue'), 30);
  waiting += 1;
  const result = last.then(() => renderNext(job));
  last = result.catch(() => undefined);
  try {
    return await result;
  } finally {
    waiting -= 1;
  }
}

async function renderNext(job: PdfJob): Promise<Uint8Array> {
  if (idle) clearTimeout(idle);
  const current = worker ?? start();
  current.documents += 1;
  try {
    return await answerOf(current.child, job);
  } catch (error) {
    stop(current);
    throw error;
  } finally {
    if (current.documents >= DOCUMENTS_PER_PROCESS) stop(current);
    idle = setTimeout(() => stop(worker), IDLE_MS);
    idle.unref();
  }
}

function start(): Worker {
  const child = fork(join(import.meta.dirname, 'pdf-worker.ts'), [], {
    serialization: 'advanced',
    execArgv: [],
    // Nothing of the server's environment (database, secrets) is any of its business.
    env: {},
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const started: Worker = { child, documents: 0 };
  // An idle typesetter does not keep the server (or a command) from ending.
  child.unref();
  child.channel?.unref();
  child.once('exit', () => {
    if (worker === started) worker = null;
  });
  worker = started;
  return started;
}

function stop(which: Worker | null): void {
  if (which === null) return;
  if (worker === which) worker = null;
  which.child.kill('SIGKILL');
}

type Answer = { readonly pdf: Uint8Array } | { readonly problem: string };

function answerOf(child: ChildProcess, job: PdfJob): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      child.channel?.unref();
      settle();
    };
    const onMessage = (answer: Answer) =>
      finish(() => {
        if ('pdf' in answer) resolve(new Uint8Array(answer.pdf));
        else reject(Object.assign(new KijunError(500, t.ref('pdf.failed')), { cause: answer.problem }));
      });
    const onExit = () => finish(() => reject(new KijunError(500, t.ref('pdf.failed'))));
    const timer = setTimeout(
      () => finish(() => reject(new KijunError(500, t.ref('pdf.timeout')))),
      TIMEOUT_MS,
    );
    child.channel?.ref();
    child.on('message', onMessage);
    child.once('exit', onExit);
    child.send(job, (error) => {
      if (error) onExit();
    });
  });
}
