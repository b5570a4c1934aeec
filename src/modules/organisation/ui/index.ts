/** What the pages of other rooms may use of this one's. */
export { UnitPicker } from './unit-picker.tsx';
