import { Button } from '../../../kit/ui/button.tsx';
import { Checkbox, CheckboxGroup, RadioGroup } from '../../../kit/ui/choice.tsx';
import { type Candidate, Combobox } from '../../../kit/ui/combobox.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { Disclosure } from '../../../kit/ui/disclosure.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { recipients, softwareKinds } from '../model.ts';
import { forgetWay } from './address.ts';
import type { StepProps } from './handling-page.tsx';
import { t } from './messages.ts';

interface Entry {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly marks: string;
  readonly restrictionTexts: readonly string[];
}

const candidate = ({ id, number, name, marks }: Entry): Candidate => ({
  value: id,
  label: name,
  detail: [number, marks].filter((each) => each !== '').join('　'),
});

/** What one holds: an entry of the register, or the classes and restrictions that are marked on it. */
export function HoldingStep({ offer, address, change }: StepProps) {
  const mayRead = useMay('information.read');
  const entry = useData<Entry>(address.asset === '' ? null : `/api/v1/information-assets/${address.asset}`);
  const chosen = address.asset === '' || entry.data === undefined ? null : candidate(entry.data);
  return (
    <Section title={t('step.holding')}>
      <div className="flex flex-col gap-6">
        {mayRead && (
          <Combobox<Entry>
            label={t('holding.asset')}
            support={t('holding.assetSupport')}
            path="/api/v1/information-assets"
            value={chosen}
            onChange={(value) => change({ asset: value?.value ?? '' })}
            option={candidate}
          />
        )}
        {address.asset !== '' && entry.data !== undefined && (
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-std-16N-170">
              {entry.data.marks === '' ? t('holding.undecided') : entry.data.marks}
              <br />
              {t('holding.carried', {
                restrictions:
                  entry.data.restrictionTexts.length === 0
                    ? t('holding.noRestrictions')
                    : entry.data.restrictionTexts.join('・'),
              })}
            </p>
            <Button size="sm" variant="outline" onClick={() => change({ asset: '' })}>
              {t('holding.clear')}
            </Button>
          </div>
        )}
        {address.asset === '' && <ClassChoice offer={offer} address={address} change={change} />}
        {offer.restrictions.length > 0 && address.asset === '' && (
          <Disclosure summary={t('holding.restrictions')} open={address.restrictions !== ''}>
            <CheckboxGroup
              label={t('holding.restrictions')}
              values={address.restrictions.split(',').filter((each) => each !== '')}
              onChange={(values) => change({ restrictions: values.join(',') })}
              options={offer.restrictions.map(({ id, title }) => ({ value: id, label: title }))}
            />
          </Disclosure>
        )}
      </div>
    </Section>
  );
}

const levels = { c: ['3', '2', '1'], i: ['2', '1'], a: ['2', '1'] } as const;
const axisOf = { c: 'confidentiality', i: 'integrity', a: 'availability' } as const;

function ClassChoice({ offer, address, change }: StepProps) {
  const absent = address.medium === 'paper' ? offer.notOnPaper : [];
  return (
    <>
      {(['c', 'i', 'a'] as const).map(
        (letter) =>
          !absent.includes(axisOf[letter]) && (
            <RadioGroup
              key={letter}
              inline
              label={t(`holding.${axisOf[letter]}`)}
              value={address[letter] === '' ? 'unknown' : address[letter]}
              onChange={(value) => change({ [letter]: value === 'unknown' ? '' : value })}
              options={[
                ...levels[letter].map((level) => ({
                  value: level as string,
                  label: `${t(`holding.${axisOf[letter]}`)}${level}`,
                })),
                { value: 'unknown', label: t('holding.unknown') },
              ]}
            />
          ),
      )}
      {absent.length > 0 && <p className="text-std-16N-170 text-solid-gray-700">{t('holding.paper')}</p>}
      <p className="text-std-16N-170 text-solid-gray-700">
        {t('holding.unknownHint')} <Link to="/information/aid">{t('holding.aid')}</Link>
      </p>
    </>
  );
}

/** What one wants to do: one verb. */
export function ActionStep({ offer, address, change }: StepProps) {
  const chosen = offer.actions.find(({ id }) => id === address.action);
  return (
    <Section title={t('step.action')}>
      <RadioGroup
        inline
        label={t('action.label')}
        value={address.action}
        onChange={(action) => change({ ...forgetWay, action })}
        options={offer.actions.map(({ id, title }) => ({ value: id, label: title }))}
      />
      {chosen && <p className="mt-2 text-std-16N-170 text-solid-gray-700">{chosen.help}</p>}
    </Section>
  );
}

/** How and where: only what the answer to this action depends on. */
export function WayStep({ offer, address, change }: StepProps) {
  const action = offer.actions.find(({ id }) => id === address.action);
  const asks = (option: string) => action?.options.some((each) => each === option) === true;
  const nothing = !['medium', 'place', 'encrypted', 'recipient', 'software'].some(asks);
  return (
    <Section title={t('step.way')}>
      {action === undefined || nothing ? (
        <p className="text-std-16N-170 text-solid-gray-700">
          {t(action === undefined ? 'way.chooseAction' : 'way.none')}
        </p>
      ) : (
        <div className="flex flex-col gap-6">
          {asks('medium') && (
            <RadioGroup
              label={t('medium.label')}
              value={address.medium === '' ? action.medium : address.medium}
              onChange={(medium) => change({ medium: medium === action.medium ? '' : medium })}
              options={[
                ...(action.medium === 'unspecified'
                  ? [{ value: 'unspecified', label: t('medium.unspecified') }]
                  : []),
                ...offer.media
                  .filter(({ id }) => action.media.includes(id))
                  .map(({ id, title }) => ({ value: id as string, label: title })),
              ]}
            />
          )}
          {asks('place') && (
            <RadioGroup
              label={t('place.label')}
              value={address.place === '' ? action.place : address.place}
              onChange={(place) => change({ place: place === action.place ? '' : place })}
              options={offer.places.map(({ id, title }) => ({ value: id as string, label: title }))}
            />
          )}
          {asks('recipient') && (
            <RadioGroup
              label={t('recipient.label')}
              value={address.recipient === '' ? 'unspecified' : address.recipient}
              onChange={(recipient) => change({ recipient: recipient === 'unspecified' ? '' : recipient })}
              options={recipients
                .filter((value) => value !== 'subcontractor' || action.id === 'entrust')
                .map((value) => ({ value: value as string, label: t(`recipient.${value}`) }))}
            />
          )}
          {asks('encrypted') && (
            <Checkbox
              label={t('encrypted.label')}
              checked={address.encrypted === '1'}
              onChange={(checked) => change({ encrypted: checked ? '1' : '' })}
            />
          )}
          {asks('software') && (
            <RadioGroup
              label={t('software.label')}
              value={address.software === '' ? action.software : address.software}
              onChange={(software) => change({ software: software === action.software ? '' : software })}
              options={softwareKinds.map((value) => ({
                value: value as string,
                label: t(`software.${value}`),
              }))}
            />
          )}
        </div>
      )}
    </Section>
  );
}
