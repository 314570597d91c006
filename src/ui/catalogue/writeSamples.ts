type Facts = { accountId: string; provider: { key: string; isAi: boolean; hosts: string[] } }

/** Code to start from: in process, and over HTTP where the provider has an address to call. */
export function writeSamples({ accountId, provider }: Facts): { inProcess: string; proxy: string | null } {
  const name = provider.isAi ? 'getAiConfig' : 'resolveCredential'
  const result = provider.isAi ? 'config' : 'credential'
  const inProcess = [
    `import { ${name} } from 'patchbay'`,
    '',
    `const ${result} = await ${name}({`,
    `  account: '${accountId}',`,
    `  provider: '${provider.key}',`,
    '})',
  ].join('\n')
  const proxy = [
    `curl "$PATCHBAY_URL/api/proxy/accounts/${accountId}/${provider.key}/$API_PATH" \\`,
    '  -H "Authorization: Bearer $PATCHBAY_TOKEN"',
  ].join('\n')
  return { inProcess, proxy: provider.hosts.length === 0 ? null : proxy }
}
