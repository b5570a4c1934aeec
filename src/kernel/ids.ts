import { v7, validate } from 'uuid';

/** A new UUIDv7: time-ordered, so that new rows land together in an index. */
export const newId = (): string => v7();

export const isId = (value: string): boolean => validate(value);
