import { ApiError } from '#src/ui/ApiError.ts'
import { explainFailure } from '#src/ui/explainFailure.ts'

/** What the server said when it refused, in the panel's language, else `otherwise`. For errors of callApi. */
export const sayFault = (otherwise: string) => (error: unknown): string => (error instanceof ApiError ? explainFailure(error).message : otherwise)
