import type { Access } from 'payload'
import { actorOf } from './actorOf.ts'

export const isSignedIn: Access = async ({ req }) => (await actorOf(req)).kind !== 'anonymous'
