import { eq } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { loadProfile } from '../../organisation/index.ts';
import { loadPack, type OrgKind, type Pack } from '../../standards/index.ts';
import { t } from '../messages.ts';
import { type ExceptionNumbers, type ExceptionPart, type ExceptionRule, partOf, ruleFor } from '../rules.ts';
import { exceptionSettings } from '../tables.ts';

/** What holds for exceptional measures in this organisation. */
export interface ExceptionContext {
  readonly kind: OrgKind;
  /** Adopted packs that know exceptional measures, the primary one first. */
  readonly packs: readonly { readonly pack: Pack; readonly part: ExceptionPart }[];
  /** The pack whose roles ask and review: the first of them. */
  readonly pack: Pack;
  readonly part: ExceptionPart;
  readonly rule: ExceptionRule;
  readonly numbers: ExceptionNumbers;
  /** Null while the numbers are those of the pack. */
  readonly settingsVersion: number | null;
}

/** Two statements; null when no adopted pack knows exceptional measures. */
export async function findContext(tx: Tx): Promise<ExceptionContext | null> {
  const profile = await loadProfile(tx);
  const packs = profile.packIds.flatMap((id) => {
    const part = partOf(id);
    return part === null || ruleFor(part, profile.kind) === null ? [] : [{ pack: loadPack(id), part }];
  });
  const [first] = packs;
  const rule = first ? ruleFor(first.part, profile.kind) : null;
  if (first === undefined || rule === null) return null;
  const [settings] = await tx
    .select()
    .from(exceptionSettings)
    .where(eq(exceptionSettings.organisationId, tx.organisationId));
  return {
    kind: profile.kind,
    packs,
    ...first,
    rule,
    numbers: settings ?? first.part.defaults,
    settingsVersion: settings?.version ?? null,
  };
}

/** The same, where nothing can be done without. Throws InvalidInput that says what to do. */
export async function loadContext(tx: Tx): Promise<ExceptionContext> {
  const context = await findContext(tx);
  if (context === null) throw new InvalidInput(t.ref('rules.none'));
  return context;
}

/** The title of a role of the deciding pack; an unknown one as it is. */
export const roleTitle = (context: ExceptionContext, roleId: string | null): string =>
  context.pack.roles.find((role) => role.id === roleId)?.title.ja ?? roleId ?? '';

/** 「A又はB」 for several roles. */
export const roleTitles = (context: ExceptionContext, roleIds: readonly string[]): string =>
  roleIds.map((id) => roleTitle(context, id)).join('又は');

/** From so many days before the last day on, the end is near. */
export const nearDays = (numbers: ExceptionNumbers): number => Math.max(0, ...numbers.noticeDays);
