import { useState } from 'react';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages.ts';
import { type Security, securityPath } from './account-api.ts';
import { PasskeyPart } from './passkey-part.tsx';
import { PasswordPart } from './password-part.tsx';
import { ProofPart } from './proof-part.tsx';
import { FreshCodes, RecoveryPart } from './recovery-part.tsx';
import { SessionsPart } from './sessions-part.tsx';
import { TotpPart } from './totp-part.tsx';

/** The ways in which one signs in, and the devices on which one is signed in. */
export default function AccountPage() {
  const security = useData<Security>(securityPath);
  return (
    <>
      <PageHeader title={t('account.title')} lead={t('account.lead')} />
      <Loaded query={security}>{(state) => <Parts state={state} />}</Loaded>
    </>
  );
}

function Parts({ state }: { readonly state: Security }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const show = (fresh: readonly string[] | null) => setCodes((now) => fresh ?? now);
  const locked = state.proofNeeded;
  return (
    <div className="max-w-4xl">
      <Section title={t('account.password')}>
        <PasswordPart state={state} />
      </Section>
      <Section title={t('account.second')} lead={t('account.secondLead')}>
        <div className="flex flex-col gap-6">
          {locked && <ProofPart hasPassword={state.hasPassword} />}
          {codes !== null && <FreshCodes codes={codes} />}
          <TotpPart enabled={state.totp} locked={locked} onCodes={show} />
          <PasskeyPart passkeys={state.passkeys} locked={locked} onCodes={show} />
          {(state.totp || state.passkeys.length > 0) && (
            <RecoveryPart left={state.recoveryCodesLeft} locked={locked} onCodes={show} />
          )}
        </div>
      </Section>
      <Section title={t('account.sessions')}>
        <SessionsPart sessions={state.sessions} />
      </Section>
    </div>
  );
}
