/** Who looks at the settings, in which account and role. */
export type Viewer = { id: string; role: string; account: { id: string; name: string } }
