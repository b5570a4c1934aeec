import { v7, validate } from 'uuid';

/** A new UUIDv7: time-ordered, so that new rows land together in an index. */
export const newId = (): string => v7();

/** The id of nothing: no row has it, and it sorts before every other. */
export const NIL_ID = '00000000-0000-0000-0000-000000000000';

/** Whether a text from outside has the shape of an id; of any version, since imported rows may bring their own. */
export const isId = (value: string): boolean => validate(value);
