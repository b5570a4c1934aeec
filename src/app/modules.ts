import { auditTrail } from '../modules/audit-trail/index.ts';
import { createHome } from '../modules/home/index.ts';
import { staffReportsModule } from '../modules/staff-reports/index.ts';
import { mailModule } from '../platform/mail/module.ts';
import type { Module } from '../platform/module.ts';

/** The rooms of the product. A new module is added here and nowhere else on the server. */
const rooms: readonly Module[] = [auditTrail, staffReportsModule, mailModule];

export const modules: readonly Module[] = [...rooms, createHome(rooms)];
