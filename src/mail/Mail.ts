/** A mail without its receiver: one subject line, and the same words as plain text and as HTML. */
export type Mail = { subject: string; text: string; html: string }
