/** In a worker: takes the environment of the app that tests/support/startTestApp.ts started for it. Elsewhere nothing happens. */
export function takeApp(): void {
  const apps = JSON.parse(process.env['E2E_APPS'] ?? '[]') as Record<string, string>[]
  Object.assign(process.env, apps[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)] ?? apps[0])
}
