import { and, eq, sql } from 'drizzle-orm';
import { Conflict, Forbidden, InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { differencesOf } from '../../../kit/server/versioned.ts';
import { recordEvent } from '../../../platform/audit/record-event.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type Authority, decidesAs } from '../authority.ts';
import { t } from '../messages.ts';
import type { Standing } from '../model/register.ts';
import { openAxes, type Scheme } from '../model.ts';
import type { VisibleEntry } from '../queries/visible.ts';
import { informationChanges } from '../tables.ts';
import { checkStanding } from './check-input.ts';
import { decideStanding } from './decide-standing.ts';
import type { lockRequest } from './request-change.ts';
import { tellRequester } from './tell.ts';

type Request = Awaited<ReturnType<typeof lockRequest>>;

export interface Settlement {
  readonly approved: boolean;
  /** What is decided when it is not just what was asked for. */
  readonly standing: Standing | null;
  readonly note: string;
}

interface Judge {
  readonly actor: Actor;
  readonly authority: Authority;
  readonly scheme: Scheme;
}

/**
 * Answers a request for other classes, or the question which classes an entry has. Never the person who asked: who asks
 * and who decides are two. Who answers a question becomes the decider of the entry.
 */
export async function settleRequest(
  tx: Tx,
  { actor, authority, scheme }: Judge,
  entry: VisibleEntry,
  request: Request,
  settlement: Settlement,
  publicUrl: string,
): Promise<void> {
  const as = decidesAs(authority, entry);
  if (as === null) throw new Forbidden(t.ref('decide.notYours'), 'information.decide');
  if (request.requestedBy !== null && request.requestedBy === actor.personId) {
    throw new Forbidden(t.ref('decide.own'), 'information.decide');
  }
  const settled = settlement.approved
    ? await approve(tx, { actor, authority, scheme }, entry, request, settlement)
    : refuse(settlement);
  await tx
    .update(informationChanges)
    .set({
      ...settled,
      state: settlement.approved ? 'approved' : 'refused',
      decidedBy: actor.personId,
      decidedAs: as,
      decidedAt: new Date(),
      decisionNote: settlement.note,
      version: sql`${informationChanges.version} + 1`,
    })
    .where(
      and(eq(informationChanges.organisationId, tx.organisationId), eq(informationChanges.id, request.id)),
    );
  await tellRequester(tx, entry, { ...settlement, requestedBy: request.requestedBy }, publicUrl);
  if (!settlement.approved) {
    await recordEvent(tx, actor, {
      action: 'information.refuse',
      entity: 'information',
      entityId: entry.id,
      facts: { changeKind: request.kind, decisionNote: settlement.note },
    });
  }
}

function refuse({ note }: Settlement): { readonly after: null } {
  if (note === '') {
    throw InvalidInput.at('note', t.ref('request.noteMissing'));
  }
  return { after: null };
}

async function approve(
  tx: Tx,
  { actor, authority, scheme }: Judge,
  entry: VisibleEntry,
  request: Request,
  { standing: changed, note }: Settlement,
) {
  const standing = changed ?? request.wanted;
  requireComplete(scheme, entry, standing);
  const decision = {
    standing,
    note,
    ...(request.kind === 'ask' ? { deciderId: actor.personId } : {}),
  };
  const { before, after } = await decideStanding(tx, actor, authority, scheme, entry, decision);
  return { before, after };
}

/** A decision names a class on every axis that applies. Throws InvalidInput. */
function requireComplete(
  scheme: Scheme,
  entry: VisibleEntry,
  standing: Standing | null,
): asserts standing is Standing {
  const open = standing === null ? [] : openAxes(scheme, standing.classes, entry.form);
  if (standing === null || open.length > 0) {
    const names = open.map((axis) => t(`axis.${axis}`)).join('、');
    const message = t.ref('decide.open', { axes: names === '' ? t('axis.confidentiality') : names });
    throw new InvalidInput(
      message,
      (open.length === 0 ? ['confidentiality'] : open).map((field) => ({ field, message })),
    );
  }
  checkStanding(scheme, entry.form, standing);
}

/** A decision without a request, by the decider or a superior; kept beside the requests. Returns its id. */
export async function decideDirectly(
  tx: Tx,
  { actor, authority, scheme }: Judge,
  entry: VisibleEntry,
  {
    version,
    standing,
    reason,
  }: { readonly version: number; readonly standing: Standing; readonly reason: string },
): Promise<string> {
  if (entry.version !== version) {
    const { classes, restrictions } = entry;
    const current = { ...classes, restrictions };
    const differences = differencesOf({ ...standing.classes, restrictions: standing.restrictions }, current);
    throw new Conflict(t.ref('decide.conflict'), differences, entry.version);
  }
  requireComplete(scheme, entry, standing);
  const decided = await decideStanding(tx, actor, authority, scheme, entry, { standing, note: reason });
  const id = newId();
  const now = new Date();
  await tx.insert(informationChanges).values({
    organisationId: tx.organisationId,
    id,
    assetId: entry.id,
    kind: 'decision',
    requestedBy: actor.personId,
    requestedAt: now,
    reason,
    state: 'approved',
    ...decided,
    decidedBy: actor.personId,
    decidedAt: now,
  });
  return id;
}
