'use client'

import { NavGroup } from '@payloadcms/ui'
import { messages } from '#src/messages/messages.ts'
import { panelMessages } from '#src/messages/panelMessages.ts'

/** From the admin panel to the tenants' side. */
export const MarketplaceLink = () => (
  <NavGroup label={panelMessages().tenantPages}>
    <a className="nav__link" href="/marketplace" id="nav-marketplace">
      <span className="nav__link-label">{messages().shell.marketplace}</span>
    </a>
  </NavGroup>
)
