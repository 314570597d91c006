import { NavGroup } from '@payloadcms/ui'

/** From the admin panel to the tenants' side. */
export const MarketplaceLink = () => (
  <NavGroup label="Tenant pages">
    <a className="nav__link" href="/marketplace" id="nav-marketplace">
      <span className="nav__link-label">Marketplace</span>
    </a>
  </NavGroup>
)
