import type { PayloadRequest } from 'payload'
import { chooseLanguage } from '#src/messages/chooseLanguage.ts'
import type { Language } from '#src/messages/Language.ts'

/** The language of whoever sends the request, chosen as the pages choose it; for the mails that it brings about. */
export const readLanguage = ({ headers }: Pick<PayloadRequest, 'headers'>): Language =>
  chooseLanguage({ chosen: /(?:^|;\s*)payload-lng=([a-z]{2})(?:;|$)/.exec(headers.get('cookie') ?? '')?.[1], accepted: headers.get('accept-language') ?? undefined })
