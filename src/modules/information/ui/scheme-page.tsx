import { useData } from '../../../kit/ui/data.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages-ui.ts';
import type { SchemeInfo } from './calls.ts';

/** The classes of the adopted pack with their criteria, and how they are inherited. */
export default function SchemePage() {
  const scheme = useData<SchemeInfo>('/api/v1/information/scheme');
  return <LoadedPage query={scheme}>{(info) => <Scheme scheme={info} />}</LoadedPage>;
}

function Scheme({ scheme }: { readonly scheme: SchemeInfo }) {
  const maySet = useMay('information.settings');
  const body = scheme.bodies.find(({ id }) => id === scheme.body);
  return (
    <>
      <PageHeader
        title={t('page.scheme')}
        lead={`${t('scheme.lead')}${body === undefined ? '' : `（${body.title}）`}`}
        actions={maySet && <ButtonLink to="/information/settings">{t('page.settings')}</ButtonLink>}
      />
      {scheme.axes.map((axis) => (
        <Section key={axis.id} title={axis.title}>
          <Table
            caption={axis.title}
            rows={axis.levels.toReversed()}
            rowKey={(level) => String(level.level)}
            columns={[
              {
                name: 'level',
                label: t('scheme.level'),
                heading: true,
                width: 'w-40',
                cell: (each) => each.title,
              },
              { name: 'criterion', label: t('scheme.criterion'), cell: (each) => each.text },
              { name: 'source', label: t('scheme.source'), width: 'w-28', cell: (each) => each.source },
            ]}
          />
        </Section>
      ))}
      <Section title={t('scheme.groups')}>
        <Table
          caption={t('scheme.groups')}
          rows={scheme.groups}
          rowKey={(group) => group.id}
          columns={[
            {
              name: 'group',
              label: t('scheme.group'),
              heading: true,
              width: 'w-40',
              cell: (group) => group.title,
            },
            {
              name: 'members',
              label: t('scheme.groupMembers'),
              cell: (group) => membersOf(scheme, group),
            },
          ]}
        />
      </Section>
      <Section title={t('scheme.defaults')}>
        <Defaults scheme={scheme} />
      </Section>
      <Section title={t('scheme.inherit')}>
        <p>
          {t('scheme.inheritText', {
            copy: axisList(scheme.inherit.copy),
            contained: axisList(scheme.inherit.contained),
            source: String(scheme.inherit.source),
          })}
        </p>
      </Section>
      <Section title={t('scheme.unmarked')}>
        <p>
          {scheme.settings.unmarkedIsLowest
            ? t('scheme.unmarkedLowest', { reason: scheme.settings.unmarkedReason })
            : t('scheme.unmarkedOpen')}
        </p>
      </Section>
    </>
  );
}

function membersOf(scheme: SchemeInfo, group: SchemeInfo['groups'][number]): string {
  const direct = group.anyOf.map(({ axis, min }) => {
    const found = scheme.axes.find(({ id }) => id === axis);
    const marks = (found?.levels ?? []).filter(({ level }) => level >= min).map(({ mark }) => mark);
    return marks.join('、');
  });
  const others = group.groups.map((id) => scheme.groups.find((each) => each.id === id)?.title ?? id);
  return [...direct, ...others].join('、');
}

function Defaults({ scheme }: { readonly scheme: SchemeInfo }) {
  if (scheme.defaults.length === 0) return <p>{t('scheme.defaultsNone')}</p>;
  const marks = ({ axis, min, max }: SchemeInfo['defaults'][number]) =>
    (scheme.axes.find(({ id }) => id === axis)?.levels ?? [])
      .filter(({ level }) => min <= level && level <= max)
      .map(({ mark }) => mark)
      .join('、');
  const titles = (ids: readonly string[]) =>
    ids.map((id) => scheme.restrictions.find((each) => each.id === id)?.title ?? id).join('、');
  return (
    <Table
      caption={t('scheme.defaults')}
      rows={scheme.defaults}
      rowKey={(each) => `${each.axis} ${each.min} ${each.max}`}
      columns={[
        {
          name: 'level',
          label: t('scheme.level'),
          heading: true,
          width: 'w-40',
          cell: marks,
        },
        { name: 'restrictions', label: t('field.restrictions'), cell: (each) => titles(each.restrictions) },
        { name: 'source', label: t('scheme.source'), width: 'w-40', cell: (each) => each.source },
      ]}
    />
  );
}

const axisList = (ids: unknown): string =>
  (Array.isArray(ids) ? ids : [])
    .map((id) => {
      const key = `axis.${String(id)}`;
      return t.has(key) ? t(key) : String(id);
    })
    .join('・');
