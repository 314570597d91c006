/** One input of a structured form: where its value stands in the object (`at`), and what it holds. */
export type FormPart = { at: string[]; label: string; hint?: string; placeholder?: string } & (
  /** `value` is text that may be a number, true, false or null. `statuses` and `words` are lists, written with commas. */
  | { kind: 'text' | 'number' | 'statuses' | 'words' | 'value' }
  | { kind: 'choice'; options: string[] }
  /** An object of texts. */
  | { kind: 'pairs' }
  /** A list of objects. */
  | { kind: 'list'; parts: FormPart[] }
  /** An object of objects, whose keys people choose. */
  | { kind: 'entries'; keyLabel: string; parts: FormPart[] }
)
