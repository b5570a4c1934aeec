import { useState } from 'react';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useNavigate, useParams } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';

import { differingParts, partsOfPackSince } from '../model.changes.ts';
import type { PermissionType } from '../model.ts';
import { everything, resetType, type TypeDefinition } from './calls.ts';
import { t } from './messages.ts';

import { packTypeOf } from './types/differences.tsx';
import { NewTypeDialog } from './types/new-type-dialog.tsx';
import { TypeEditor } from './types/type-editor.tsx';

/** One type as the organisation uses it: who decides in which steps, how long it holds, what the form asks. */
export default function TypePage() {
  const { typeId } = useParams('typeId');
  const definition = useData<TypeDefinition>(
    `/api/v1/permission-types/${encodeURIComponent(typeId)}/definition`,
  );
  return (
    <LoadedPage query={definition}>
      {(loaded) => <OfType key={`${typeId} ${loaded.version}`} definition={loaded} />}
    </LoadedPage>
  );
}

function OfType({ definition }: { readonly definition: TypeDefinition }) {
  const [open, setOpen] = useState<'none' | 'copy' | 'reset'>('none');
  const { own, off, version, seen } = definition;
  // The server has checked it against the schema of types.
  const type = definition.type as unknown as PermissionType;
  const ofPack = packTypeOf(definition);
  const changed = ofPack !== null && differingParts(ofPack, type).length > 0;
  const packSince = ofPack !== null && partsOfPackSince(ofPack, type, seen).length > 0;
  const close = () => setOpen('none');
  const done = useDone(everything, close);
  const navigate = useNavigate();
  const reset = async () => {
    if (version === null) return;
    await resetType({ params: { typeId: type.id }, query: { version } });
    await done(t(own ? 'done.removed' : 'type.resetDone'));
    if (own) navigate('/permissions/types');
  };
  return (
    <>
      <PageHeader
        title={type.title.ja}
        status={
          <>
            {own && <Badge tone="blue">{t('types.own')}</Badge>}
            {changed && <Badge tone="blue">{t('types.changed')}</Badge>}
            {packSince && <Badge tone="orange">{t('types.packSince')}</Badge>}
            {off && <Badge tone="orange">{t('types.off')}</Badge>}
          </>
        }
        actions={
          <>
            <Button variant="outline" onClick={() => setOpen('copy')}>
              {t('types.copy')}
            </Button>
            {version !== null && (own || changed || off) && (
              <Button variant="outline" onClick={() => setOpen('reset')}>
                {t(own ? 'type.remove' : 'type.reset')}
              </Button>
            )}
          </>
        }
      />
      <TypeEditor definition={definition} type={type} />
      <Section title={t('request.history')}>
        <HistoryPanel path={`/api/v1/permission-types/${encodeURIComponent(type.id)}/history`} />
      </Section>
      {open === 'copy' && <NewTypeDialog from={type} close={close} />}
      <ConfirmDialog
        open={open === 'reset'}
        onClose={close}
        title={t(own ? 'type.remove' : 'type.reset')}
        confirm={t(own ? 'type.remove' : 'type.reset')}
        danger
        onConfirm={reset}
      >
        {t(own ? 'type.removeText' : 'type.resetText')}
      </ConfirmDialog>
    </>
  );
}
