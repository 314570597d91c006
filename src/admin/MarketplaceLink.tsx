'use client'

import { NavGroup } from '@payloadcms/ui'
import { messages } from '#src/messages/messages.ts'

/** From the admin panel to the tenants' side. */
export const MarketplaceLink = () => (
  <NavGroup label={messages().panel.tenantPages}>
    <a className="nav__link" href="/marketplace" id="nav-marketplace">
      <span className="nav__link-label">{messages().shell.marketplace}</span>
    </a>
  </NavGroup>
)
