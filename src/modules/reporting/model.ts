/** Whom a list of persons names: those who had a duty, or who reached so many percent of theirs. */
export const reachedChoices = ['duty', '100', '95', '90'] as const;
export type Reached = (typeof reachedChoices)[number];
