import { useMemo } from 'react';
import { encode } from 'uqr';
import { FileLink } from '../../../../kit/ui/link.tsx';
import { Section } from '../../../../kit/ui/page-header.tsx';
import type { Request } from '../calls.ts';
import { t } from '../messages.ts';

/** The code that the gate reads, on screen and to print; only for what passes the gate and is permitted now. */
export function Slip({ request }: { readonly request: Request }) {
  const live = request.state === 'permitted' || request.state === 'in_use';
  if (!live || !request.type.gate) return null;
  return (
    <Section
      title={t('request.qr')}
      lead={t('request.qrText')}
      actions={
        <FileLink href={`/api/v1/permission-requests/${request.id}/slip`} button={{ size: 'sm' }}>
          {t('request.toSlip')}
        </FileLink>
      }
    >
      <figure className="inline-block rounded-8 border border-solid-gray-300 bg-white p-4 text-center">
        <QrCode text={gateAddress(window.location.origin, request.id)} label={request.number} />
        <figcaption className="mt-2 text-std-16N-170 tabular-nums">{request.number}</figcaption>
      </figure>
    </Section>
  );
}

/** What the code says: the page of the gate with this request. */
const gateAddress = (origin: string, id: string): string => `${origin}/permissions/gate?request=${id}`;

function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const modules = useMemo(() => encode(text, { ecc: 'M', border: 0 }).data, [text]);
  const path = modules
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return (
    <svg
      role="img"
      aria-label={t('request.qrLabel', { number: label })}
      viewBox={`0 0 ${modules.length} ${modules.length}`}
      className="size-44"
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
