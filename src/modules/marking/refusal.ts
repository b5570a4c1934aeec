import { t } from './messages.ts';

/** Why a file is not taken; the key of the message is `refusal.<reason>`. */
export type Reason =
  | 'unknown'
  | 'old'
  | 'odf'
  | 'xlsb'
  | 'encrypted'
  | 'broken'
  | 'tooLarge'
  | 'signed'
  | 'image'
  | 'headerFull'
  | 'tooSlow';

/** The file is not taken. Carries a reason only, so that it can travel between processes. */
export class Refusal extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, options?: ErrorOptions) {
    super(t(`refusal.${reason}`), options);
    this.reason = reason;
  }
}
