/** A small ministry with two divisions that keep media, for the tests of this room. */
import { type TestServer, type TestUser, testServer } from '../../platform/http/testing.ts';
import { appointDirectly, type Ministry, makeMinistry, packGrants } from '../organisation/testing.ts';
import { mediaModule } from './index.ts';

export interface Office {
  readonly server: TestServer;
  readonly organisationId: string;
  readonly ministry: Ministry;
  /** Officer of the first division. */
  readonly officer: TestUser;
  /** Officer of the third division, in the other bureau. */
  readonly other: TestUser;
  /** Officer of the system of the first division. */
  readonly systemOfficer: TestUser;
  readonly auditor: TestUser;
  /** Staff of the second division, without a role. */
  readonly staff: TestUser;
}

/** Everything on a real database; close `server` afterwards. */
export async function makeOffice(): Promise<Office> {
  const server = await testServer([mediaModule], packGrants);
  const organisationId = await server.organisation();
  const ministry = await makeMinistry(server.database, organisationId);
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = ministry.people;
  const appoint = (row: { roleId: string; personId: string; unitId?: string; assetId?: string }) =>
    appointDirectly(server.database, organisationId, row);
  const [d11 = '', , d21 = ''] = ministry.divisions;
  await appoint({ roleId: 'division_officer', personId: first, unitId: d11 });
  await appoint({ roleId: 'division_officer', personId: third, unitId: d21 });
  await appoint({ roleId: 'system_officer', personId: fourth, assetId: ministry.system });
  await appoint({ roleId: 'auditor', personId: fifth });
  const as = (personId: string, name: string) => server.user(organisationId, { personId, name });
  return {
    server,
    organisationId,
    ministry,
    officer: await as(first, '青木 一郎'),
    staff: await as(second, '石川 二郎'),
    other: await as(third, '上田 三郎'),
    systemOfficer: await as(fourth, '江口 四郎'),
    auditor: await as(fifth, '岡 五郎'),
  };
}

let serial = 0;

/** The fields of a USB memory that may be lent; change what the test is about. */
export const usb = (unitId: string, change: object = {}) => {
  serial += 1;
  return {
    number: `USB-${serial}`,
    kind: 'usb',
    name: '業務用USBメモリ',
    quantity: 1,
    unitId,
    systemId: null,
    placeId: null,
    approved: true,
    approvedOn: null,
    encrypted: true,
    empty: true,
    confidentiality: null,
    integrity: null,
    availability: null,
    specificPersonal: false,
    longTerm: false,
    writeProtected: false,
    acquiredOn: null,
    note: '',
    contents: [],
    ...change,
  };
};

/** Enters a medium; its id. */
export async function enter(user: TestUser, unitId: string, change: object = {}): Promise<string> {
  const answer = await user.call('POST', '/api/v1/media', usb(unitId, change));
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.json.id;
}
