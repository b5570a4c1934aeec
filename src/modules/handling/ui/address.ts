/** What the page asks about lives in its address, so that an answer can be linked to. */
import type { RouteInput } from '../../../platform/http/route.ts';
import type { askHandling } from '../routes.ts';

export const emptyAddress = {
  ...{ action: '', asset: '', c: '', i: '', a: '', restrictions: '' },
  ...{ medium: '', place: '', encrypted: '', recipient: '', software: '' },
};
export type Address = typeof emptyAddress;

/** What is sent to ask: the body of the route. */
export type Ask = RouteInput<typeof askHandling>['body'];

const level = <Level extends number>(text: string, highest: Level): Level | null => {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= highest ? (number as Level) : null;
};

const listed = (text: string): string[] => text.split(',').filter((each) => each !== '');

/** The question that an address asks; null while no action is chosen. Words that the API does not know are refused there. */
export function askOf(address: Address): Ask | null {
  if (address.action === '') return null;
  const { medium, place, recipient, software } = address;
  const restrictions = listed(address.restrictions);
  return {
    action: address.action,
    ...(address.asset === ''
      ? {
          classes: {
            confidentiality: level<1 | 2 | 3>(address.c, 3),
            integrity: level<1 | 2>(address.i, 2),
            availability: level<1 | 2>(address.a, 2),
          },
        }
      : { assetId: address.asset }),
    ...(restrictions.length > 0 && { restrictions }),
    ...(medium !== '' && { medium: medium as NonNullable<Ask['medium']> }),
    ...(place !== '' && { place: place as NonNullable<Ask['place']> }),
    ...(address.encrypted === '1' && { encrypted: true }),
    ...(recipient !== '' && { recipient: recipient as NonNullable<Ask['recipient']> }),
    ...(software !== '' && { software: software as NonNullable<Ask['software']> }),
  };
}

/** What depends on the action and is forgotten when another one is chosen. */
export const forgetWay = { medium: '', place: '', encrypted: '', recipient: '', software: '' };

const search = (entries: Readonly<Record<string, string | number | null>>): string =>
  new URLSearchParams(
    Object.entries(entries).flatMap(([name, value]) =>
      value === null || value === '' ? [] : [[name, String(value)]],
    ),
  ).toString();

interface Classes {
  readonly confidentiality: number | null;
  readonly integrity: number | null;
  readonly availability: number | null;
}

/** Where the form of a permission opens, filled in with what was asked about; where exactly and why, the person writes. */
export function permissionHref(type: string, address: Address, classes: Classes): string {
  const { asset, medium, encrypted } = address;
  const { confidentiality: c, integrity: i, availability: a } = classes;
  return `/permissions/new?${search({ type, asset, c, i, a, medium, encrypted })}`;
}

/** Where an exception from this clause is asked for. */
export const exceptionHref = (pack: string, clause: string, title: string): string =>
  `/exceptions/new?${search({ pack, clause, title })}`;

/** The page of a clause of a pack. */
export const clauseHref = (pack: string, clause: string): string =>
  `/standards/${encodeURIComponent(pack)}/requirements/${encodeURIComponent(clause)}`;

/** The page of the guide about a situation. */
export const guideHref = (situation: string): string => `/guide/${encodeURIComponent(situation)}`;
