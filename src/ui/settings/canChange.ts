import type { ConnectionView } from '#src/engine/connections/ConnectionView.ts'
import { mayChange, mayManage } from '#src/engine/connections/mayChange.ts'
import type { Viewer } from './Viewer.ts'

type Pair = { viewer: Viewer; connection: ConnectionView }

export const isManager = (viewer: Viewer): boolean => mayManage(viewer.role)

export const canChange = ({ viewer, connection }: Pair): boolean => mayChange({ person: viewer, connection })

/** Of private connections of others, admins and owners may only revoke. */
export const canRevoke = ({ viewer, connection }: Pair): boolean => canChange({ viewer, connection }) || isManager(viewer)
