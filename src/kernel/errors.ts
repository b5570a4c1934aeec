import { type MessageRef, resolveMessage } from './messages.ts';

/** Where an input is wrong: a JSON path, or for files `row 12, column 所属`. */
export interface FieldProblem {
  readonly field: string;
  readonly message: MessageRef;
  readonly row?: number;
  readonly column?: string;
}

/** A field that somebody else changed since the caller read it. */
export interface Difference {
  readonly field: string;
  readonly yours: unknown;
  readonly current: unknown;
}

/** Every refusal of the product: a message that says what is wrong, and the HTTP status it becomes at the edge. */
export class KijunError extends Error {
  readonly status: number;
  readonly ref: MessageRef;

  constructor(status: number, ref: MessageRef) {
    super(resolveMessage(ref));
    this.name = new.target.name;
    this.status = status;
    this.ref = ref;
  }
}

/** The input cannot be accepted; nothing was changed. */
export class InvalidInput extends KijunError {
  readonly problems: readonly FieldProblem[];

  constructor(ref: MessageRef, problems: readonly FieldProblem[] = []) {
    super(422, ref);
    this.problems = problems;
  }

  /** One field is wrong, and what is wrong with it is all there is to say. */
  static at(field: string, message: MessageRef): InvalidInput {
    return new InvalidInput(message, [{ field, message }]);
  }
}

/** Nobody is signed in, or not strongly enough. */
export class Unauthenticated extends KijunError {
  constructor(ref: MessageRef) {
    super(401, ref);
  }
}

/** The actor's roles do not allow the action; the attempt is recorded. */
export class Forbidden extends KijunError {
  readonly action: string;

  constructor(ref: MessageRef, action: string) {
    super(403, ref);
    this.action = action;
  }
}

/** No such thing, or none that this actor may see: the two are not told apart. */
export class NotFound extends KijunError {
  constructor(ref: MessageRef) {
    super(404, ref);
  }
}

/** Somebody else changed the record first; carries the fields that differ and the current version. */
export class Conflict extends KijunError {
  readonly differences: readonly Difference[];
  readonly currentVersion: number | null;

  constructor(
    ref: MessageRef,
    differences: readonly Difference[] = [],
    currentVersion: number | null = null,
  ) {
    super(409, ref);
    this.differences = differences;
    this.currentVersion = currentVersion;
  }
}

/** Too many attempts; try again after `retryAfter` seconds. */
export class TooMany extends KijunError {
  readonly retryAfter: number;

  constructor(ref: MessageRef, retryAfter: number) {
    super(429, ref);
    this.retryAfter = retryAfter;
  }
}
