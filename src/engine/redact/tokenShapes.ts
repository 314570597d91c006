/**
 * What well-known credentials look like, as data: one row a shape, found by its published prefix or fixed form.
 * Rules for a row, which keep matching linear in the length of the text:
 * - it starts with a literal or a short fixed class, and no part is repeated inside a repetition;
 * - a repetition without upper bound stands at the end only, so that nothing after it can fail and make it backtrack.
 * `anywhere` drops the check that the match does not begin in the middle of a word (the prefix decides alone).
 * Client-safe.
 */
export type TokenShape = { kind: string; pattern: RegExp; anywhere?: boolean }

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

export const tokenShapes: readonly TokenShape[] = [
  // Payments
  { kind: 'secret key (sk_live_, sk_test_)', pattern: /[sr]k_(?:live|test|prod)_[A-Za-z0-9]{10,}/ },
  { kind: 'webhook secret (whsec_)', pattern: /whsec_[A-Za-z0-9+/=_-]{16,}/ },
  { kind: 'payments token (sq0)', pattern: /sq0[a-z]{3}-[A-Za-z0-9_-]{22,}/ },
  { kind: 'payments token (EAAA)', pattern: /EAAA[A-Za-z0-9_-]{56,}/ },
  { kind: 'shop token (shp…_)', pattern: /shp(?:at|ca|pa|ss|ua)_[a-fA-F0-9]{32,}/ },
  { kind: 'payments key (rzp_)', pattern: /rzp_(?:live|test)_[A-Za-z0-9]{14,}/ },
  { kind: 'bank access token', pattern: new RegExp(`access-(?:sandbox|development|production)-${uuid}`) },
  // Models and search
  { kind: 'API key (sk-)', pattern: /sk-(?:proj|svcacct|admin|service|ant|or|lf|None)-[A-Za-z0-9_-]{20,}/ },
  { kind: 'API key (sk-)', pattern: /sk-[A-Za-z0-9]{20,}/ },
  { kind: 'API key (sk_)', pattern: /sk_[A-Za-z0-9]{20,}/ },
  { kind: 'API key (gsk_)', pattern: /gsk_[A-Za-z0-9]{32,}/ },
  { kind: 'API key (csk-)', pattern: /csk-[a-z0-9]{32,}/ },
  { kind: 'API key (xai-)', pattern: /xai-[A-Za-z0-9]{40,}/ },
  { kind: 'API key (pplx-)', pattern: /pplx-[A-Za-z0-9]{32,}/ },
  { kind: 'API key (nvapi-)', pattern: /nvapi-[A-Za-z0-9_-]{40,}/ },
  { kind: 'access token (hf_)', pattern: /(?:hf|api_org)_[A-Za-z]{30,}/ },
  { kind: 'API token (r8_)', pattern: /r8_[A-Za-z0-9]{30,}/ },
  { kind: 'API key (tgp_v1_)', pattern: /tgp_v1_[A-Za-z0-9_-]{30,}/ },
  { kind: 'API key (fw_)', pattern: /fw_[A-Za-z0-9]{22,}/ },
  { kind: 'API key (jina_)', pattern: /jina_[A-Za-z0-9_-]{40,}/ },
  { kind: 'API key (tvly-)', pattern: /tvly-(?:dev-|prod-)?[A-Za-z0-9]{20,}/ },
  { kind: 'API key (fc-)', pattern: /fc-[a-f0-9]{32,}/ },
  { kind: 'API key (vck_)', pattern: /vc[kpair]_[A-Za-z0-9]{22,}/ },
  { kind: 'read/write token (vercel_blob_rw_)', pattern: /vercel_blob_rw_[A-Za-z0-9]{6,}_[A-Za-z0-9]{16,}/ },
  { kind: 'API key (v1:)', pattern: /v1:[A-Za-z0-9_]{20,40}:[A-Za-z0-9]{20,}/ },
  { kind: 'API key (id:secret)', pattern: new RegExp(`${uuid}:[0-9a-f]{32,}`) },
  { kind: 'API key (pcsk_)', pattern: /pcsk_[A-Za-z0-9]{4,8}_[A-Za-z0-9]{40,}/ },
  { kind: 'API key (lsv2_)', pattern: /lsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10,}/ },
  // Google
  { kind: 'API key (AIza)', pattern: /AIza[A-Za-z0-9_-]{30,}/ },
  { kind: 'API key (AQ.)', pattern: /AQ\.Ab[A-Za-z0-9_-]{30,}/ },
  { kind: 'OAuth access token (ya29.)', pattern: /ya29\.[A-Za-z0-9_-]{20,}/ },
  { kind: 'OAuth refresh token (1//)', pattern: /1\/\/0[A-Za-z0-9_-]{24,}/ },
  { kind: 'OAuth client secret (GOCSPX-)', pattern: /GOCSPX-[A-Za-z0-9_-]{20,}/ },
  // Source hosting, packages, issue trackers
  { kind: 'access token (gh…_)', pattern: /gh[pousr]_[A-Za-z0-9]{30,}/ },
  { kind: 'access token (github_pat_)', pattern: /github_pat_[A-Za-z0-9_]{40,}/ },
  { kind: 'access token (glpat-)', pattern: /gl(?:pat|dt|rt|cbt|ptt|ft|imt|soat|oas|agent)-[A-Za-z0-9_.-]{20,}/ },
  { kind: 'package token (npm_)', pattern: /npm_[A-Za-z0-9]{30,}/ },
  { kind: 'package token (pypi-)', pattern: /pypi-AgE[A-Za-z0-9_-]{40,}/ },
  { kind: 'package token (rubygems_)', pattern: /rubygems_[a-f0-9]{40,}/ },
  { kind: 'registry token (dckr_)', pattern: /dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}/ },
  { kind: 'API key (lin_)', pattern: /lin_(?:api|oauth|wh)_[A-Za-z0-9]{30,}/ },
  { kind: 'access token (ATATT)', pattern: /AT[AC]TT3[A-Za-z0-9_=-]{50,}/ },
  { kind: 'access token (number/number:hex)', pattern: /\d\/\d{16}\/\d{16}:[a-f0-9]{32,}/ },
  { kind: 'access token (figd_)', pattern: /fig[dour]_[A-Za-z0-9_-]{36,}/ },
  // Messaging and mail
  { kind: 'workspace token (xox…-)', pattern: /xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{10,}/ },
  { kind: 'app token (xapp-)', pattern: /xapp-\d-[A-Za-z0-9-]{20,}/ },
  { kind: 'incoming webhook address', pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9_/-]{20,}/, anywhere: true },
  { kind: 'incoming webhook address', pattern: /discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{15,20}\/[A-Za-z0-9_-]{20,}/, anywhere: true },
  // Stands right after the letters "bot" in addresses, hence anywhere.
  { kind: 'bot token (number:AA)', pattern: /(?<!\d)\d{8,10}:AA[A-Za-z0-9_-]{30,}/, anywhere: true },
  { kind: 'API key (re_)', pattern: /re_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{16,}/ },
  { kind: 'API key (SG.)', pattern: /SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,}/ },
  { kind: 'API key (hex-us)', pattern: /[0-9a-f]{32}-us\d{1,2}(?![A-Za-z0-9])/ },
  { kind: 'API key (key-)', pattern: /key-[0-9a-f]{32,}/ },
  { kind: 'API key (xkeysib-)', pattern: /xkeysib-[0-9a-f]{40,64}-[A-Za-z0-9]{12,}/ },
  { kind: 'API key (SK, hex)', pattern: /SK[0-9a-f]{32}(?![A-Za-z0-9])/ },
  { kind: 'page token (EAA)', pattern: /EAA[A-Za-z0-9]{80,}/ },
  // Data and content services
  { kind: 'access token (pat.)', pattern: /pat[A-Za-z0-9]{14}\.[0-9a-f]{60,}/ },
  { kind: 'access token (pat-)', pattern: new RegExp(`pat-(?:na|eu|ap)\\d-${uuid}`) },
  { kind: 'integration token (ntn_)', pattern: /ntn_[A-Za-z0-9]{40,}/ },
  { kind: 'integration token (secret_)', pattern: /secret_[A-Za-z0-9]{40,}/ },
  { kind: 'access token (sbp_)', pattern: /sbp_[a-f0-9]{40,}/ },
  { kind: 'secret key (sb_secret_)', pattern: /sb_secret_[A-Za-z0-9_-]{20,}/ },
  { kind: 'access token (CFPAT-)', pattern: /CFPAT-[A-Za-z0-9_-]{40,}/ },
  { kind: 'API key (phx_)', pattern: /ph[xs]_[A-Za-z0-9]{40,}/ },
  { kind: 'access token (sk.)', pattern: /sk\.eyJ[A-Za-z0-9_.-]{20,}/ },
  { kind: 'access token (sl.)', pattern: /sl\.[A-Za-z0-9_-]{100,}/ },
  { kind: 'database password (pscale_)', pattern: /pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{30,}/ },
  { kind: 'API key (PMAK-)', pattern: /PMAK-[a-f0-9]{24}-[a-f0-9]{30,}/ },
  { kind: 'personal token (tfp_)', pattern: /tfp_[A-Za-z0-9_-]{40,}/ },
  // Clouds and operations
  { kind: 'access key id (AKIA, ASIA)', pattern: /A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}(?![A-Za-z0-9])/ },
  { kind: 'cloud token (do._v1_)', pattern: /do[opr]_v1_[a-f0-9]{60,}/ },
  { kind: 'workspace token (dapi)', pattern: /dapi[a-f0-9]{32,}/ },
  { kind: 'service token (glsa_)', pattern: /glsa_[A-Za-z0-9]{32}_[a-fA-F0-9]{8,}/ },
  { kind: 'cloud token (glc_)', pattern: /glc_[A-Za-z0-9+/=]{40,}/ },
  { kind: 'access token (sntry)', pattern: /sntry[su]_[A-Za-z0-9+/=_-]{40,}/ },
  { kind: 'user key (NRAK-)', pattern: /NRAK-[A-Z0-9]{27,}/ },
  { kind: 'access token (pul-)', pattern: /pul-[a-f0-9]{40,}/ },
  { kind: 'team token (atlasv1)', pattern: /[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{50,}/ },
  { kind: 'vault token (hvs.)', pattern: /hv[sbr]\.[A-Za-z0-9_-]{24,}/ },
  { kind: 'service token (dp.)', pattern: /dp\.(?:pt|st|sa|ct|scim|audit)\.[A-Za-z0-9._-]{30,}/ },
  { kind: 'access token (nfp_)', pattern: /nf[pco]_[A-Za-z0-9]{36,}/ },
  { kind: 'machine token (fm2_, fo1_)', pattern: /f(?:m[12]|o1)_[A-Za-z0-9_+/=-]{40,}/ },
  { kind: 'API key (HRKU-)', pattern: /HRKU-[A-Za-z0-9_-]{30,}/ },
  { kind: 'auth key (tskey-)', pattern: /tskey-[a-z]{2,12}-[A-Za-z0-9]{8,}-[A-Za-z0-9]{16,}/ },
  { kind: 'private key (AGE)', pattern: /AGE-SECRET-KEY-1[0-9A-Z]{50,}/ },
  // Our own; the digit keeps long identifiers out.
  { kind: 'Patchbay API token (pb_)', pattern: /pb_(?=[A-Za-z_-]{0,40}\d)[A-Za-z0-9_-]{20,}/ },
]

/**
 * Not inside a word, but right after a percent-escape (`%3D`) or a backslash escape (`\n`), which end in a letter or digit.
 * `_` and `-` may stand before: names are often glued on with them.
 */
const notInsideWord = String.raw`(?<![A-Za-z0-9](?<!%[0-9A-Fa-f]{2}|\\[nrt]|\\u[0-9A-Fa-f]{4}))`

/** The table compiled once, each with its left boundary; `kind` is what a person may be told. */
export const compiledShapes: readonly { kind: string; pattern: RegExp }[] = [
  ...tokenShapes.map(({ kind, pattern, anywhere }) => ({ kind, pattern: new RegExp((anywhere ? '' : notInsideWord) + pattern.source, 'g') })),
  // Two dots must follow, so this one can fail late: the stricter boundary gives it one start per run of characters.
  { kind: 'signed token (JWT)', pattern: /(?<![A-Za-z0-9_-](?<!%[0-9A-Fa-f]{2}|\\[nrt]|\\u[0-9A-Fa-f]{4}))eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_.-]*/g },
]
