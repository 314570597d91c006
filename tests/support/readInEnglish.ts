import { findReaderBy } from '#src/messages/currentReader.ts'
import { readers } from '#src/messages/readers.ts'

// Unit tests call what renders without a request round it.
findReaderBy(() => readers.en)
