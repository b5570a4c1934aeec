import { useState } from 'react';
import { Button } from '../../../kit/ui/button.tsx';
import { Checkbox, CheckboxGroup } from '../../../kit/ui/choice.tsx';
import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { ConfirmDialog, Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { Link } from '../../../kit/ui/link.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { UnitPicker } from '../../organisation/ui/index.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { type PlaceQuality, placeQualities } from '../model.ts';
import { addPlace, changePlace, dropPlace, everything, type PlaceRow } from './calls.ts';
import { candidate, Row } from './parts.tsx';

/** Places of storage with what they withstand. */
export default function PlacesPage() {
  const mayEdit = useMay('storage-places.edit');
  const [edited, setEdited] = useState<PlaceRow | 'new' | null>(null);
  return (
    <>
      <PageHeader
        title={t('page.places')}
        lead={ui('places.lead')}
        actions={mayEdit && <Button onClick={() => setEdited('new')}>{ui('places.add')}</Button>}
      />
      <Ledger<PlaceRow>
        title={t('page.places')}
        path="/api/v1/storage-places"
        rowKey={(row) => row.id}
        columns={[
          { name: 'name', label: t('place.name'), sortable: true, cell: (row) => row.name },
          { name: 'unit', label: t('medium.unit'), sortable: true, cell: (row) => row.unit.name },
          { name: 'qualities', label: ui('places.qualities'), cell: (row) => qualitiesText(row) },
          { name: 'region', label: t('place.region'), cell: (row) => row.region },
          {
            name: 'media',
            label: t('place.media'),
            align: 'right',
            cell: (row) => (row.media === 0 ? 0 : <Link to={`/media?placeId=${row.id}`}>{row.media}</Link>),
          },
          ...(mayEdit
            ? [
                {
                  name: 'edit',
                  label: ui('places.edit'),
                  cell: (row: PlaceRow) => (
                    <Button size="sm" variant="outline" onClick={() => setEdited(row)}>
                      {ui('places.change')}
                      <span className="sr-only">{row.name}</span>
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
        exports
        empty={{ title: ui('places.empty'), text: ui('places.emptyHint') }}
      />
      {edited !== null && (
        <PlaceDialog place={edited === 'new' ? null : edited} close={() => setEdited(null)} />
      )}
    </>
  );
}

function qualitiesText(row: PlaceRow): string {
  const held = placeQualities.filter((quality) => row[quality]).map((quality) => t(`fact.${quality}`));
  if (row.lowDisaster) held.push(t('fact.low_disaster'));
  return held.length === 0 ? ui('media.none') : held.join('・');
}

interface Values {
  readonly name: string;
  readonly unit: Candidate | null;
  readonly qualities: readonly PlaceQuality[];
  readonly region: string;
  readonly lowDisaster: boolean;
  readonly note: string;
}

function PlaceDialog({ place, close }: { readonly place: PlaceRow | null; readonly close: () => void }) {
  const done = useDone(everything, close);
  const [removing, setRemoving] = useState(false);
  const form = useForm<Values>({
    initial: {
      name: place?.name ?? '',
      unit: candidate(place?.unit ?? null),
      qualities: place === null ? [] : placeQualities.filter((quality) => place[quality]),
      region: place?.region ?? '',
      lowDisaster: place?.lowDisaster ?? false,
      note: place?.note ?? '',
    },
    fieldOf: (field) => (field === 'unitId' ? 'unit' : field),
    check: ({ unit }) => (unit === null ? [{ field: 'unit', message: ui('pick.unit') }] : []),
    send: async ({ unit, qualities, ...values }) => {
      const body = { ...values, unitId: unit?.value ?? '', ...flags(qualities) };
      if (place === null) await addPlace({ body });
      else await changePlace({ params: { id: place.id }, body: { ...body, version: place.version } });
      await done(ui('done.saved'));
    },
  });
  return (
    <Dialog open onClose={close} title={ui(place === null ? 'places.add' : 'places.edit')}>
      <Form
        form={form}
        submit={ui('action.save')}
        actions={
          place !== null &&
          place.media === 0 && (
            <Button variant="text" onClick={() => setRemoving(true)}>
              {ui('places.remove')}
            </Button>
          )
        }
      >
        <TextField label={t('place.name')} required {...form.text('name')} />
        <UnitPicker
          name="unit"
          label={t('medium.unit')}
          required
          value={form.values.unit}
          onChange={(unit) => form.set({ unit })}
          error={form.error('unit')}
        />
        <CheckboxGroup<PlaceQuality>
          label={ui('places.qualities')}
          support={ui('places.qualitiesHint')}
          values={form.values.qualities}
          onChange={(qualities) => form.set({ qualities })}
          options={placeQualities.map((value) => ({ value, label: t(`fact.${value}`) }))}
        />
        <TextField label={t('place.region')} support={ui('places.regionHint')} {...form.text('region')} />
        <Row>
          <Checkbox
            label={t('fact.low_disaster')}
            checked={form.values.lowDisaster}
            onChange={(lowDisaster) => form.set({ lowDisaster })}
          />
        </Row>
        <TextArea label={t('medium.note')} maxLength={1000} {...form.text('note')} />
      </Form>
      {place !== null && (
        <ConfirmDialog
          open={removing}
          onClose={() => setRemoving(false)}
          title={ui('places.remove')}
          confirm={ui('places.remove')}
          danger
          onConfirm={async () => {
            await dropPlace({ params: { id: place.id }, body: { version: place.version } });
            await done(ui('done.saved'));
          }}
        >
          <p>{ui('places.removeText', { name: place.name })}</p>
        </ConfirmDialog>
      )}
    </Dialog>
  );
}

const flags = (held: readonly PlaceQuality[]) => ({
  fireproof: held.includes('fireproof'),
  heatproof: held.includes('heatproof'),
  waterproof: held.includes('waterproof'),
  moistureproof: held.includes('moistureproof'),
  lockable: held.includes('lockable'),
});
