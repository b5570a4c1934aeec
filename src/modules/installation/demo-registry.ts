import type { Services } from '../../platform/services.ts';

/** Tells how far the work is, 0 to 100, and what is being done. */
type DemoReport = (percent: number, message: string) => void;

/**
 * Fills an empty installation with sample data. It leaves `demoPeople` in the organisation's settings: those whom
 * a visitor may be with a click.
 */
export type DemoCreator = (services: Services, report: DemoReport) => Promise<unknown>;

let creator: DemoCreator | null = null;

/** Named by `src/app` at start: modules do not know the generator. */
export function setDemoCreator(create: DemoCreator): void {
  creator = create;
}

export const demoCreator = (): DemoCreator | null => creator;
