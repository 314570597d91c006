import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxRedactedLength } from './createRedactor.ts'
import { looksLikeSecret } from './looksLikeSecret.ts'
import { redactText } from './redactText.ts'
import { compiledShapes, tokenShapes } from './tokenShapes.ts'
import { measureCpuMs } from '#tests/support/measureCpuMs.ts'

const take = (alphabet: string) => (length: number): string => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
const lower = 'abcdefghijklmnopqrstuvwxyz'
const digits = take('0123456789')
const hex = take('0123456789abcdef')
const upper = take(`${lower.toUpperCase()}0123456789`)
const base32 = take(`${lower.toUpperCase()}234567`)
const letters = take(lower + lower.toUpperCase())
/** Begins with a digit and a letter, so that no sample is by chance one that looks like words. */
const alnum = (length: number): string => `7k${take(`${lower}${lower.toUpperCase()}0123456789`)(length - 2)}`
const uuid = (): string => [8, 4, 4, 4, 12].map(hex).join('-')

/** One sample of each kind as its vendor documents it, put together here so that no file holds one. */
const samples = [
  ['sk', '_live_', alnum(24)], ['rk', '_test_', alnum(24)], ['sk', '_test_', alnum(40)], ['wh', 'sec_', alnum(32)], ['sq0', 'csp-', alnum(43)], ['EA', 'AA', alnum(60)], ['shp', 'at_', hex(32)], ['rzp', '_live_', alnum(14)],
  ['access-', 'production-', uuid()], ['sk', '-proj-', alnum(60), '-', alnum(40)], ['sk', '-ant-', 'api03-', alnum(90), 'AA'], ['sk', '-or-v1-', hex(64)], ['sk', '-', alnum(48)], ['sk', '_', hex(48)], ['gs', 'k_', alnum(52)],
  ['cs', 'k-', take(`${lower}0123456789`)(48)], ['xa', 'i-', alnum(80)], ['pp', 'lx-', alnum(48)], ['nv', 'api-', alnum(64)], ['h', 'f_', letters(34)], ['r', '8_', alnum(37)], ['tgp', '_v1_', alnum(43)], ['f', 'w_', alnum(24)], ['ji', 'na_', alnum(60)],
  ['tv', 'ly-dev-', alnum(32)], ['f', 'c-', hex(32)], ['vc', 'k_', alnum(56)], ['vercel', '_blob_rw_', alnum(16), '_', alnum(30)], ['v', '1:', alnum(24), ':', alnum(24)], [uuid(), ':', hex(32)], ['pc', 'sk_', alnum(5), '_', alnum(60)],
  ['ls', 'v2_pt_', hex(32), '_', hex(10)], ['AI', 'za', alnum(35)], ['A', 'Q.', 'Ab', alnum(50)], ['ya', '29.', alnum(100)], ['1', '//', '0', alnum(60)], ['GOC', 'SPX-', alnum(28)], ['gh', 'p_', alnum(36)], ['gh', 's_', alnum(36)],
  ['github', '_pat_', alnum(22), '_', alnum(59)], ['gl', 'pat-', alnum(20)], ['np', 'm_', alnum(36)], ['py', 'pi-', 'AgEI', alnum(80)], ['ruby', 'gems_', hex(48)], ['dck', 'r_pat_', alnum(27)], ['lin', '_api_', alnum(40)], ['AT', 'ATT3', alnum(180)],
  [digits(1), '/', digits(16), '/', digits(16), ':', hex(32)], ['fig', 'd_', alnum(40)], ['xo', 'xb-', digits(12), '-', digits(12), '-', alnum(24)], ['xo', 'xe.', 'xo', 'xp-1-', alnum(100)], ['xap', 'p-1-', upper(11), '-', digits(13), '-', hex(64)],
  ['hooks.', 'slack.com/', 'services/T', upper(9), '/B', upper(9), '/', alnum(24)], ['discord', '.com/api/', 'webhooks/', digits(18), '/', alnum(68)], [digits(10), ':A', 'A', alnum(33)], ['r', 'e_', alnum(8), '_', alnum(24)],
  ['S', 'G.', alnum(22), '.', alnum(43)], [hex(32), '-us', '14'], ['ke', 'y-', hex(32)], ['xkey', 'sib-', hex(64), '-', alnum(16)], ['S', 'K', hex(32)], ['EA', 'A', alnum(150)], ['pa', 't', alnum(14), '.', hex(64)], ['pa', 't-na1-', uuid()],
  ['nt', 'n_', alnum(46)], ['sec', 'ret_', alnum(43)], ['sb', 'p_', hex(40)], ['sb', '_secret_', alnum(31)], ['CF', 'PAT-', alnum(43)], ['ph', 'x_', alnum(43)], ['s', 'k.', 'eyJ', alnum(60), '.', alnum(22)], ['s', 'l.', alnum(130)],
  ['pscale', '_pw_', alnum(43)], ['PM', 'AK-', hex(24), '-', hex(34)], ['tf', 'p_', alnum(44)], ['AK', 'IA', base32(16)], ['dop', '_v1_', hex(64)], ['da', 'pi', hex(32)], ['gl', 'sa_', alnum(32), '_', hex(8)], ['gl', 'c_', alnum(60)],
  ['snt', 'rys_', alnum(80)], ['NR', 'AK-', upper(27)], ['pu', 'l-', hex(40)], [alnum(14), '.atlas', 'v1.', alnum(67)], ['hv', 's.', alnum(90)], ['d', 'p.pt.', alnum(43)], ['nf', 'p_', alnum(36)], ['fm', '2_', alnum(100)], ['HR', 'KU-', alnum(60)],
  ['ts', 'key-auth-', alnum(12), '-', alnum(32)], ['AGE-', 'SECRET-', 'KEY-1', upper(58)], ['p', 'b_', alnum(40)], ['ey', 'J', alnum(33), '.ey', 'J', alnum(60), '.', alnum(43)],
].map((parts) => parts.join(''))

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** Where a token turns up without anybody having said that it is one. */
const contexts: Record<string, (token: string) => string> = {
  alone: (token) => token,
  'in a sentence': (token) => `The key ${token} was refused.`,
  'after an equals sign': (token) => `x=${token}&y=2`,
  'in quotes': (token) => `got "${token}" and '${token}'`,
  'in JSON': (token) => JSON.stringify({ note: token, n: 1 }),
  'in JSON in JSON': (token) => JSON.stringify({ body: JSON.stringify({ note: token }) }),
  'in a URL query': (token) => `GET https://api.example/v1?foo=${token}&bar=1 200`,
  'in a URL path': (token) => `https://api.example/${token}/things`,
  'in a percent-encoded URL': (token) => `next=%2Fv1%3Ffoo%3D${token}%26bar%3D1`,
  'after an escaped newline': (token) => `line one\\n${token}\\nline three`,
  'after a unicode escape': (token) => `a\\u003d${token}`,
  'in brackets': (token) => `(${token}) [${token}] {${token}} <${token}>`,
  'in a stack line': (token) => `    at fetch (file:///app/a.js?k=${token}:12:3)`,
  'in a header line': (token) => `x-custom: ${token}\r\naccept: */*`,
  'in an environment line': (token) => `export SOME_THING=${token}`,
  'in Markdown': (token) => `\`${token}\``,
  'on several lines': (token) => `one\n${token}\nthree ${token}`,
  'after a comma': (token) => `a,${token},b`,
  'glued on with a separator': (token) => `tenant_${token}`,
}

describe('redactText by shape', () => {
  it('knows dozens of shapes and has a sample of each', () => {
    expect(samples.length).toBeGreaterThanOrEqual(80)
    const unseen = tokenShapes.filter(({ pattern }) => !samples.some((sample) => pattern.test(sample)))
    expect(unseen.map(({ kind }) => kind)).toEqual([])
  })

  it.each(Object.entries(contexts))('finds every shape %s', (name, context) => {
    for (const sample of samples) {
      // The signed token needs the stricter boundary: see tokenShapes.ts.
      if (name === 'glued on with a separator' && /^eyJ|^\d|^[0-9a-f]{8}/.test(sample)) continue
      const redacted = redactText(context(sample))
      expect(runsOf(sample, 12).filter((run) => redacted.includes(run)), `${sample} in ${redacted}`).toEqual([])
      expect(redacted).toContain('[redacted]')
    }
  })

  it('keeps what stands around', () => {
    const token = samples[0]!
    expect(redactText(`GET /v1/models?x=${token}&page=2 answered 401`)).toBe('GET /v1/models?x=[redacted]&page=2 answered 401')
  })

  it('removes private keys, whole, cut off, escaped and percent-encoded', () => {
    const [begin, end] = ['-----BEGIN ', '-----END '].map((part) => `${part}RSA PRIVATE${' '}KEY-----`) as [string, string]
    const body = [alnum(64), alnum(64), alnum(20)].join('\n')
    const pem = `${begin}\n${body}\n${end}`
    for (const text of [pem, JSON.stringify({ a: pem }), encodeURIComponent(pem), `${begin}\n${body}`, pem.replaceAll('RSA ', ''), pem.replaceAll('RSA', 'OPENSSH')]) {
      const redacted = redactText(`before ${text} after`)
      for (const line of body.split('\n')) expect(redacted).not.toContain(line)
      expect(redacted).toMatch(/^before /)
    }
    expect(redactText(`before ${pem} after`)).toBe('before [redacted] after')
    expect(redactText(pem.replaceAll('PRIVATE', 'PUBLIC'))).toContain(body)
  })
})

describe('redactText by name', () => {
  const secret = 'tr0ub4dor'
  it.each([
    ['password=tr0ub4dor&user=bob', 'password=[redacted]&user=bob'],
    ['{"apiKey":"tr0ub4dor","user":"bob"}', '{"apiKey":"[redacted]","user":"bob"}'],
    ['{"client_secret" : "tr0ub\\"4dor", "n": 1}', '{"client_secret" : "[redacted]", "n": 1}'],
    [JSON.stringify({ body: JSON.stringify({ password: `${secret}"x\\`, user: 'bob' }) }), '{"body":"{\\"password\\":\\"[redacted]\\",\\"user\\":\\"bob\\"}"}'],
    ["{ accessToken: 'tr0ub4dor', n: 1 }", "{ accessToken: '[redacted]', n: 1 }"],
    ['Authorization: Bearer tr0ub4dor', 'Authorization: Bearer [redacted]'],
    ['authorization=Basic%20tr0ub4dor', 'authorization=Basic%20[redacted]'],
    ['"Authorization":"Token tr0ub4dor"', '"Authorization":"Token [redacted]"'],
    ['X-Api-Key: tr0ub4dor\r\nAccept: */*', 'X-Api-Key: [redacted]\r\nAccept: */*'],
    ['Cookie: a=tr0ub4dor; b=2\nnext', 'Cookie: [redacted]\nnext'],
    ['Set-Cookie: sid=tr0ub4dor; HttpOnly\nnext', 'Set-Cookie: [redacted]\nnext'],
    ['curl -H "x-api-key: tr0ub4dor" https://a.example', 'curl -H "x-api-key: [redacted]" https://a.example'],
    ['?X-Amz-Signature=tr0ub4dor&X-Amz-Date=1', '?X-Amz-Signature=[redacted]&X-Amz-Date=1'],
    ['next=%3Ftoken%3Dtr0ub4dor', 'next=%3Ftoken%3D[redacted]'],
    ['line\\npassword=tr0ub4dor', 'line\\npassword=[redacted]'],
    ['&quot;password&quot;:&quot;tr0ub4dor&quot;', '&quot;password&quot;:&quot;[redacted]&quot;'],
    ['SMTP_PASSWORD=tr0ub4dor', 'SMTP_PASSWORD=[redacted]'],
    ["'token' => 'tr0ub4dor'", "'token' => '[redacted]'"],
    ['api key: tr0ub4dor', 'api key: [redacted]'],
    ['password: swordfish', 'password: [redacted]'],
    ['Incorrect token: tr0ub4dor.', 'Incorrect token: [redacted].'],
    ['call failed with Bearer tr0ub4dor', 'call failed with Bearer [redacted]'],
    [`postgres://bob:${secret}@db.example/app`, 'postgres://bob:[redacted]@db.example/app'],
    [`https://${secret}${secret}@git.example/x`, 'https://[redacted]@git.example/x'],
    [`/oauth/callback?code=4/${secret}${secret}&state=1`, '/oauth/callback?code=[redacted]&state=1'],
  ])('%s', (text, expected) => {
    expect(redactText(text)).toBe(expected)
  })
})

/** What must stay readable in a log. */
const mustKeep = [
  'GET /v1/models 200 in 123 ms', 'request 0f8fad5b-d9cb-469f-a165-70867728950e', 'commit d742fc8a1b2c3d4e5f60718293a4b5c6d7e8f901', 'tokens_used: 512, max_tokens=100, prompt_tokens: 3, tokenCount=4', 'maskedCredential: sk-…AbCd',
  'bob@example.com', 'https://api.example.com/v1/things?page=2&sort=name', 'Invalid API key: the key has expired', 'token: missing', 'basic authentication is not supported', 'bearer tokens are accepted', 'The secret is out', 'authMethod: api_key',
  'Authorization: Bearer {{apiKey}}', 'token_type=bearer', 'accessKeyId: missing', '{"password":null,"token":true}', 'x-request-id: 01J9Z3QK7P8R5S6T7V8W9X0Y1Z', 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', '2026-11-20T05:34:00.000Z',
  'nextPageToken=CAUQAA', 'task-force-five-hundred-people', 'desk-lamp-something-long-enough', 'secretary: Bob', 'patchbay/v1', 'postgres://db.example:5432/app', 'monkey=see', 'keyboard: qwerty', 'GET /api/oauth/callback?error=access_denied', 'code=credential_rejected',
  'Müller & Söhne, 東京', 'user agent Mozilla/5.0 (X11; Linux x86_64)', 'sk-…AbCd', 're_123abc', '127.0.0.1:3000', 'publicKey: none',
]

describe('redactText keeps', () => {
  it.each(mustKeep)('%s', (text) => {
    expect(redactText(text)).toBe(text)
  })
})

const runsOf = (text: string, length: number): string[] => (text.length < length ? [text] : Array.from({ length: text.length - length + 1 }, (_, i) => text.slice(i, i + length)))
const htmlEscape = (text: string): string => text.replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' })[c]!)
const lowerPercent = (text: string): string => text.replace(/%../g, (escape) => escape.toLowerCase())

const encodings: Record<string, (text: string) => string> = {
  raw: (text) => text,
  url: encodeURIComponent,
  'url in lower case': (text) => lowerPercent(encodeURIComponent(text)),
  'url twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  form: (text) => new URLSearchParams({ a: text }).toString().slice(2),
  json: (text) => JSON.stringify(text).slice(1, -1),
  'json in json': (text) => JSON.stringify(JSON.stringify(text)).slice(1, -1),
  html: htmlEscape,
  'html with decimal quotes': (text) => htmlEscape(text).replaceAll('&#x27;', '&#39;').replaceAll('&quot;', '&#34;'),
  'html text': (text) => text.replace(/[&<>]/g, htmlEscape),
  hex: (text) => Buffer.from(text).toString('hex'),
  'hex in upper case': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  base64: (text) => base64(text),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64 after one byte': (text) => base64(`:${text}`),
  'base64 after two bytes': (text) => base64(`a:${text}`),
  'base64 between others': (text) => base64(`user:${text}:more text`),
  'base64url between others': (text) => Buffer.from(`{"u":"${text}"}`).toString('base64url'),
  'base64, percent-encoded': (text) => encodeURIComponent(base64(`bob:${text}`)),
}

const secretText = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 60 }),
  fc.string({ unit: fc.constantFrom('$', '&', '"', "'", '\\', '/', '+', ' ', '%', '<', 'é', '密', 'a', '1', '='), minLength: 8, maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 8, maxLength: 20 }),
).filter((text) => text.trim().length >= 8 && text.trim() === text && text.isWellFormed())

describe('redactText of known values', () => {
  it.each(Object.entries(encodings))('leaves no run of 8 characters: %s', (_name, encode) => {
    fc.assert(
      fc.property(secretText, fc.constantFrom(' ', '"', '(', '§', '\n'), (secret, fence) => {
        const encoded = encode(secret)
        // What surrounds it is chosen so that no run of the secret can come from there.
        const redacted = redactText(`§§${fence}${encoded}${fence}§§${encoded}§§`, [secret])
        const left = redacted.replaceAll('[redacted]', '§')
        const core = encode === encodings['base64 between others'] || encode === encodings['base64url between others'] ? coreOf(encoded, secret) : encoded
        expect(runsOf(core, 8).filter((run) => left.includes(run) && !/^[=]*$/.test(run))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  /** The characters of a base64 run that depend on the secret alone. */
  function coreOf(encoded: string, secret: string): string {
    const bytes = Buffer.from(encoded, encoded.includes('-') || encoded.includes('_') ? 'base64url' : 'base64')
    const at = bytes.indexOf(secret)
    return encoded.slice(Math.ceil((at * 8) / 6), Math.floor(((at + Buffer.byteLength(secret)) * 8) / 6))
  }

  it('removes all of two secrets that overlap', () => {
    expect(redactText('xx abcdefghij xx', ['abcdefg', 'defghij'])).toBe('xx [redacted] xx')
    expect(redactText('aaaaaaaaaaaaaaaaaaaaa', ['aaaaaa'])).toBe('[redacted]')
  })

  it('is not confused by a secret that is a part of the marker', () => {
    expect(redactText('password=abc redacted', ['redacted', '[redacted]', 'acted]'])).toBe('password=[redacted] redacted')
  })

  it('takes a replacement pattern in a secret literally', () => {
    expect(redactText("a $&$1$`$' b", ["$&$1$`$'"])).toBe('a [redacted] b')
  })

  it('removes a short value only where it stands alone', () => {
    expect(redactText('pin 4711, year 14711, "4711" and x4711', ['4711'])).toBe('pin [redacted], year 14711, "[redacted]" and x4711')
    expect(redactText('nothing to do', ['', '  '])).toBe('nothing to do')
  })

  it('removes single lines of a key of several lines', () => {
    const lines = [alnum(40), alnum(40)]
    expect(redactText(`read ${lines[1]} from disk`, [`header\n${lines.join('\n')}\n`])).toBe('read [redacted] from disk')
  })

  it('finds a value with spaces around it without them', () => {
    expect(redactText('the correct horse ran', [' correct horse \n'])).toBe('the [redacted] ran')
  })

  it('finds JSON with escaped slashes and escaped non-ASCII', () => {
    const secret = 'pä/ss"wört'
    for (const text of ['p\\u00e4/ss\\"w\\u00f6rt', 'p\\u00E4/ss\\"w\\u00F6rt', 'pä\\/ss\\"wört']) expect(redactText(`<${text}>`, [secret])).toBe('<[redacted]>')
  })
})

describe('redactText', () => {
  it('changes nothing the second time', () => {
    const part = fc.oneof(
      fc.constantFrom(...samples.slice(0, 40), ...mustKeep, 'password=', '"token":"', 'Bearer ', 'Authorization: Basic ', '[redacted]', '://a:', '@', '%3D', '\\n', '\n', ' ', '"', '\\"', '{{a}}', 'knownsecret'),
      fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const once = redactText(parts.join(''), ['knownsecret'])
        expect(redactText(once, ['knownsecret'])).toBe(once)
      }),
      { numRuns: 600 },
    )
  })

  it('cuts what is longer than 64 kB, says so, and cuts no secret in half', () => {
    const secret = alnum(40)
    for (let shift = 0; shift <= 60; shift += 3) {
      const text = `${'. '.repeat(40_000).slice(0, maxRedactedLength - 80 + shift)}${secret}${' .'.repeat(50_000)}`
      const redacted = redactText(text, [secret])
      expect(redacted.length).toBeLessThanOrEqual(maxRedactedLength)
      expect(redacted).toMatch(/\n\[cut after 64 kB\]$/)
      expect(runsOf(secret, 8).some((run) => redacted.includes(run))).toBe(false)
      expect(redactText(redacted, [secret])).toBe(redacted)
    }
    expect(redactText('a'.repeat(maxRedactedLength))).toHaveLength(maxRedactedLength)
  })

  it('takes under 250 ms for 200 kB of any prefix', () => {
    const prefixes = compiledShapes.flatMap(({ pattern }) => /^[A-Za-z0-9_:./-]+/.exec(pattern.source.replace(/^\(\?<!.*?\)\)/, '').replaceAll('\\', '')) ?? [])
    const others = ['a', '0', 'f', '-', '_', '.', '=', ':', '"', '\\', '\\"', '%', '%3D', '://', '://a:', '?code=', 'eyJ', 'eyJ-', 'eyJaaaaaaaa.', 'password', 'password=', 'password="', '"token":"', 'Bearer ', 'Bearer a', 'Authorization: ', '-----BEGIN ', `-----BEGIN PRIVATE${' '}KEY-----`, 'a=b ', '{{', '&quot;', '[redacted]', ' ', '\n']
    expect(prefixes.length).toBeGreaterThan(40)
    for (const prefix of new Set([...prefixes, ...others].flatMap((one) => [one, `${one}-`, `${one} `]))) {
      const flood = prefix.repeat(Math.ceil(200_000 / prefix.length))
      const costMs = measureCpuMs(() => {
        redactText(flood, ['aaaaaaaa'])
        looksLikeSecret(flood)
      })
      expect(costMs, prefix).toBeLessThan(250)
    }
  }, 60_000)
})

describe('looksLikeSecret', () => {
  it('names the kind of every shape', () => {
    for (const sample of samples) expect(looksLikeSecret(`My key is ${sample}`), sample).toMatch(/\S/)
    expect(looksLikeSecret(['sk', 'live', alnum(24)].join('_'))).toBe('secret key (sk_live_, sk_test_)')
    expect(looksLikeSecret(`-----BEGIN PRIVATE${' '}KEY-----`)).toBe('private key (PEM)')
    expect(looksLikeSecret(['https://bob', 'tr0ub4dor@db.example'].join(':'))).toBe('address with a password')
    expect(looksLikeSecret(`OPENAI_API_KEY=${alnum(32)}`)).toBe('value of OPENAI_API_KEY')
  })

  it.each([
    ...mustKeep, '', 'Production', 'Marketing team (EU)', 'sk', 'Key from Bob, ask him', 'x'.repeat(300), uuidText(), 'a'.repeat(40), '#general', 'C:\\Users\\bob', 'https://bob@example.com/path', 'password=hunter2',
    ['sk', '-', 'x'.repeat(40)].join(''), ['re', '_', 'xxxxxxxx_', 'x'.repeat(24)].join(''), ['gh', 'p_', 'x'.repeat(36)].join(''), ['sk', '_live_', '0'.repeat(24)].join(''), 'https://{{user}}:{{password}}@{{host}}', 'Starts with re_', 'Team ID 9f86d081-884c-4d65-9a2f-eaa0c55ad015',
  ])('lets pass: %s', (text) => {
    expect(looksLikeSecret(text)).toBeNull()
  })

  it('hardly ever takes ordinary ids for secrets', () => {
    for (let i = 0; i < 2000; i += 1) {
      for (const id of [uuid(), hex(40), hex(64), hex(32), digits(16), base64(hex(20)), alnum(22)]) expect(looksLikeSecret(`id ${id} end`), id).toBeNull()
    }
  })
})

function uuidText(): string {
  return `connection ${uuid()}`
}
