import { createHash } from 'node:crypto';
import type { Pack, Requirement, SubItem, Text, Title } from './model.ts';
import {
  KIJUN_NS,
  OSCAL_VERSION,
  type OscalCatalog,
  type OscalControl,
  type OscalGroup,
  type OscalPart,
  type OscalProperty,
  PACK_RESOURCE,
} from './oscal.ts';

/**
 * The pack as an OSCAL 1.2 catalogue: titles become groups, requirements controls, sub-items items of the
 * statement. What OSCAL has no place for (roles, conditions, levels, reporting) travels as an attached resource,
 * so that importing gives the same pack again. Deterministic: the same pack gives the same document.
 */
export function toOscal(pack: Pack): OscalCatalog {
  const roots = pack.titles.filter((title) => title.parent === null);
  const { titles: _titles, requirements: _requirements, subItems: _subItems, ...rest } = pack;
  const modified = `${pack.source.date}-01-01`.slice(0, 10);
  return {
    catalog: {
      uuid: uuidOf(`${pack.id}@${pack.version}`),
      metadata: {
        title: pack.title.ja,
        'last-modified': `${modified}T00:00:00+09:00`,
        version: pack.version,
        'oscal-version': OSCAL_VERSION,
        props: [own('pack', pack.id), own('edition', pack.edition)],
      },
      groups: roots.map((title) => toGroup(title, pack)),
      'back-matter': {
        resources: [
          {
            uuid: uuidOf(`${pack.id}@${pack.version}/resource`),
            title: PACK_RESOURCE,
            base64: {
              filename: PACK_RESOURCE,
              'media-type': 'application/json',
              value: Buffer.from(JSON.stringify(rest)).toString('base64'),
            },
          },
        ],
      },
    },
  };
}

function toGroup(title: Title, pack: Pack): OscalGroup {
  const groups = pack.titles.filter((each) => each.parent === title.id).map((each) => toGroup(each, pack));
  const controls = pack.requirements
    .filter((requirement) => requirement.group === title.id)
    .map((requirement) => toControl(requirement, pack));
  // OSCAL lets a group hold groups or controls, not both: the controls then stand in a group of their own.
  const self: OscalGroup = { class: 'own-controls', title: title.title.ja, controls };
  const content =
    groups.length > 0
      ? { groups: controls.length > 0 ? [self, ...groups] : groups }
      : controls.length > 0
        ? { controls }
        : {};
  const parts = texts('overview', title.purpose);
  return {
    id: token('g', title.id),
    title: title.title.ja,
    props: [label(title.id), ...(title.title.en ? [own('title-en', title.title.en)] : [])],
    ...(parts.length > 0 ? { parts } : {}),
    ...content,
  };
}

function toControl(requirement: Requirement, pack: Pack): OscalControl {
  const items = pack.subItems.filter((item) => item.parent === requirement.id).map(toItem);
  const [statement, ...otherStatements] = texts('statement', requirement.summary);
  const many = (name: string, values: readonly string[]) => values.map((value) => own(name, value));
  return {
    id: token('c', requirement.id),
    title: requirement.summary.ja,
    props: [
      label(requirement.id),
      ...many('actor', requirement.actors),
      ...many('org-kind', requirement.orgKinds),
      own('applies-to', requirement.appliesTo),
      ...many('condition', requirement.conditions),
      own('kind', requirement.kind),
      own('cadence', requirement.cadence),
      ...(requirement.level === undefined ? [] : [own('level', requirement.level)]),
      ...(requirement.maps ?? []).flatMap((map) =>
        many(
          'maps-to',
          map.ids.map((id) => `${map.pack}#${id}`),
        ),
      ),
    ],
    parts: [
      ...(statement === undefined ? [] : [items.length > 0 ? { ...statement, parts: items } : statement]),
      ...otherStatements,
      ...texts('evidence', requirement.evidence, KIJUN_NS),
      ...texts('question', requirement.question, KIJUN_NS),
      ...texts('not-applicable-when', requirement.notApplicableWhen, KIJUN_NS),
      ...texts('notes', requirement.notes === undefined ? undefined : { ja: requirement.notes }, KIJUN_NS),
    ],
  };
}

function toItem(item: SubItem): OscalPart {
  const english = item.summary.en;
  return {
    name: 'item',
    props: [label(item.id), ...(english ? [own('prose-en', english)] : [])],
    prose: item.summary.ja,
  };
}

function texts(name: string, text: Text | undefined, ns?: string): OscalPart[] {
  const make = (language: string, prose: string | undefined): OscalPart[] =>
    prose === undefined ? [] : [{ name, class: language, prose, ...(ns === undefined ? {} : { ns }) }];
  return text === undefined ? [] : [...make('ja', text.ja), ...make('en', text.en)];
}

const own = (name: string, value: string): OscalProperty => ({ name, value, ns: KIJUN_NS });
const label = (value: string): OscalProperty => ({ name: 'label', value });

/** An OSCAL token of an id: letters and digits of any script stay, other signs become one dash. */
function token(prefix: string, id: string): string {
  return `${prefix}-${id.replace(/[^\p{L}\p{N}.]+/gu, '-').replace(/-$/, '')}`;
}

/** A name-based (version 5) UUID. */
function uuidOf(name: string): string {
  const bytes = createHash('sha1').update(`${KIJUN_NS}/${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
