/** Parts of the admin panel that every page of it has. */
export const enPanel = {
  tenantPages: 'Tenant pages',
  noJson: 'This is not JSON.',
}
