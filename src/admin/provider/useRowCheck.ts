'use client'

import { useSyncExternalStore } from 'react'
import { emptyRowCheck, type RowCheck, rowCheck } from './rowCheck.ts'

export const useRowCheck = (): RowCheck => useSyncExternalStore(rowCheck.subscribe, rowCheck.read, () => emptyRowCheck)
