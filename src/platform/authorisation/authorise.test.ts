import { describe, expect, it } from 'vitest';
import { Forbidden } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Actor, type HeldRole, systemActor } from './actor.ts';
import { createAuthorisation } from './authorise.ts';

const title = { ja: '試験', en: 'Test' };
const authorisation = createAuthorisation(
  [
    { id: 'plans.read', title },
    { id: 'sheets.answer', title, everyone: 'self' },
    { id: 'rules.read', title, everyone: 'organisation' },
    { id: 'accounts.edit', title, administrator: true, reserved: true },
  ],
  (_pack, role) => (role === 'greedy' ? ['plans.read', 'accounts.edit'] : ['plans.read']),
);

const organisationId = newId();
const nobody: Actor = { ...systemActor(organisationId, '甲'), accountId: newId() };
const person: Actor = { ...nobody, personId: newId() };
const role = (held: Partial<HeldRole>): HeldRole => ({
  appointmentId: newId(),
  packId: 'test',
  roleId: 'officer',
  scopeKind: 'organisation',
  unitPath: null,
  assetId: null,
  deputy: false,
  ...held,
});
const holding = (held: Partial<HeldRole>): Actor => ({ ...person, roles: [role(held)] });

describe('who may do what', () => {
  it('is nobody without a grant', () => {
    expect(() => authorisation.authorise(person, 'plans.read')).toThrow(Forbidden);
    expect(authorisation.allowed(nobody)).toEqual(['rules.read']);
  });

  it('reaches as far as the appointment', () => {
    const assetId = newId();
    const reach = (held: Partial<HeldRole>) => authorisation.authorise(holding(held), 'plans.read');
    expect(reach({})).toMatchObject({ organisationId, whole: true });
    expect(reach({ scopeKind: 'unit', unitPath: '/a/' })).toMatchObject({ whole: false, unitPaths: ['/a/'] });
    expect(reach({ scopeKind: 'system', assetId })).toMatchObject({ whole: false, assetIds: [assetId] });
  });

  it('on one’s own records is the person, and for an account without one nobody', () => {
    const own = authorisation.authorise(person, 'sheets.answer');
    expect(own).toMatchObject({ whole: false, personId: person.personId });
    expect(() => authorisation.authorise(nobody, 'sheets.answer')).toThrow(Forbidden);
  });

  it('for the business of the installation is the administrator, whatever a pack grants', () => {
    expect(() => authorisation.authorise(holding({ roleId: 'greedy' }), 'accounts.edit')).toThrow(Forbidden);
    expect(authorisation.authorise({ ...nobody, administrator: true }, 'accounts.edit').whole).toBe(true);
  });

  it('is a programming error for an action that nobody defined', () => {
    expect(() => authorisation.authorise(person, 'plans.burn')).toThrow('unknown action');
  });
});
