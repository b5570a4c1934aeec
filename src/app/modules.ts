import { savedViewsModule } from '../kit/server/saved-views.ts';
import { auditTrail } from '../modules/audit-trail/index.ts';
import { dutiesModule } from '../modules/duties/index.ts';
import { exceptionsModule } from '../modules/exceptions/index.ts';
import { guideModule } from '../modules/guide/index.ts';
import { handlingModule } from '../modules/handling/index.ts';
import { createHome } from '../modules/home/index.ts';
import { informationModule } from '../modules/information/index.ts';
import { installation } from '../modules/installation/index.ts';
import { markingModule } from '../modules/marking/index.ts';
import { mediaModule } from '../modules/media/index.ts';
import { organisationModule } from '../modules/organisation/index.ts';
import { permissionsModule } from '../modules/permissions/index.ts';
import { reporting } from '../modules/reporting/index.ts';
import { selfCheckModule } from '../modules/self-check/index.ts';
import { staffReportsModule } from '../modules/staff-reports/index.ts';
import { standardsModule } from '../modules/standards/index.ts';
import { mailModule } from '../platform/mail/module.ts';
import type { Module } from '../platform/module.ts';

/** The rooms of the product. A new module is added here and nowhere else on the server. */
const rooms: readonly Module[] = [
  standardsModule,
  organisationModule,
  informationModule,
  permissionsModule,
  dutiesModule,
  selfCheckModule,
  handlingModule,
  exceptionsModule,
  mediaModule,
  reporting,
  staffReportsModule,
  markingModule,
  guideModule,
  installation,
  auditTrail,
  savedViewsModule,
  mailModule,
];

export const modules: readonly Module[] = [...rooms, createHome(rooms)];
