/** A role that a person holds today, as far as authorisation needs it. */
export interface HeldRole {
  readonly appointmentId: string;
  readonly packId: string;
  readonly roleId: string;
  readonly scopeKind: 'organisation' | 'unit' | 'system' | 'area' | 'service';
  readonly unitPath: string | null;
  readonly assetId: string | null;
  readonly deputy: boolean;
}

/** Who asks: an account of one organisation with the roles that its person holds today. */
export interface Actor {
  readonly organisationId: string;
  readonly accountId: string | null;
  readonly personId: string | null;
  readonly name: string;
  readonly administrator: boolean;
  readonly roles: readonly HeldRole[];
  /** Paths of the units where the person has a post today. */
  readonly unitPaths: readonly string[];
  readonly requestId: string;
}

/** The actor of work that the server does by itself, such as reminders and sealing. */
export function systemActor(organisationId: string, name: string): Actor {
  return {
    organisationId,
    accountId: null,
    personId: null,
    name,
    administrator: false,
    roles: [],
    unitPaths: [],
    requestId: '',
  };
}
