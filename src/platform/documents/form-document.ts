/**
 * A form as offices print it (様式): number in the corner, addressee, date and sender, a table of what is asked for, the
 * boxes of those who decide, remarks. Printed as PDF by `renderForm`; in Word it is a template's business.
 */
export interface FormDocument {
  /** In the upper left corner: 様式第7号. */
  readonly number: string;
  readonly title: string;
  /** Under the number, at the right: reference number and date. */
  readonly dateLines: readonly string[];
  /** To whom it goes, at the left. */
  readonly addressee: string;
  /** Who applies, at the right, one line each: unit, name. */
  readonly sender: readonly string[];
  /** The sentence above the table. */
  readonly lead: string;
  readonly rows: readonly FormRow[];
  /** The boxes of the deciders, side by side; left out when there are none. */
  readonly boxes: { readonly caption: string; readonly items: readonly FormBox[] };
  readonly tables: readonly FormTable[];
  readonly remarks: { readonly caption: string; readonly text: string };
  readonly footer: string;
  /** `a4` the form itself, `a6` a slip to carry along. */
  readonly paper: 'a4' | 'a6';
  readonly code: FormCode | null;
}

/** One line of the table: what is asked and what was entered. */
export interface FormRow {
  readonly label: string;
  readonly value: string;
}

/** One box: the office above, then the name and what was decided, the date below. */
export interface FormBox {
  readonly title: string;
  readonly name: string;
  readonly mark: string;
  readonly date: string;
}

export interface FormTable {
  readonly caption: string;
  readonly columns: readonly { readonly header: string; readonly width: number }[];
  readonly rows: readonly (readonly string[])[];
}

/** A QR code as rows of modules (true is dark), and what stands under it for who types it. */
export interface FormCode {
  readonly modules: readonly (readonly boolean[])[];
  readonly caption: string;
}
