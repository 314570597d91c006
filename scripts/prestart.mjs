/**
 * Installs what is missing before any other script runs. Plain JavaScript with nothing but Node's own modules, because
 * at this point there may be no packages and the machine's Node may be as old as 20. Everything after it runs on the
 * Node 24 that the install brings. With --browser also a Chromium for the end-to-end tests.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const lockfile = join(root, 'package-lock.json')
const hashFile = join(modules, '.patchbay-lockfile-hash')
const installLock = join(root, '.data', 'install.lock')
/** No install takes this long: a lock this old was left by a process whose number somebody else has now. */
const lockGoesStaleAfterMs = 30 * 60_000

const say = (sentence) => console.log(`patchbay: ${sentence}`)
function refuse(sentence) {
  console.error(`patchbay: ${sentence}`)
  process.exit(1)
}

const hashLockfile = () => createHash('sha256').update(readFileSync(lockfile)).digest('hex')

/**
 * npm writes node_modules/.package-lock.json last, so a cut-short install has none. Its age alone would install anew
 * after each copy of the folder or change of branch, so the content decides where it is known.
 */
function isInstalled() {
  const written = join(modules, '.package-lock.json')
  if (!existsSync(written)) return false
  if (existsSync(hashFile)) return readFileSync(hashFile, 'utf8') === hashLockfile()
  return statSync(written).mtimeMs >= statSync(lockfile).mtimeMs
}

function runNpm(args, options) {
  const path = process.env.npm_execpath
  // Under another package manager npm_execpath names that one; it would ignore our lockfile.
  const isNpm = path !== undefined && basename(path).startsWith('npm')
  return isNpm ? spawnSync(process.execPath, [path, ...args], { cwd: root, ...options }) : spawnSync('npm', args, { cwd: root, ...options })
}

function installPackages() {
  for (const folder of [root, ...(existsSync(modules) ? [modules] : [])]) {
    try {
      accessSync(folder, constants.W_OK)
    } catch {
      refuse(`packages are missing and the folder ${folder} cannot be written. Make it writable, or copy the project to a folder that is.`)
    }
  }
  say('installing packages with npm ci (a minute or so; later starts skip this)')
  // Warnings about Node 20 are noise here: the packages run on the Node 24 among them.
  // Dev packages also under NODE_ENV=production: the build needs them. Optional ones: Postgres is one.
  const { status, error } = runNpm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'inherit' })
  if (status === 0) return writeFileSync(hashFile, hashLockfile())
  if (error) refuse(`npm could not be run (${error.message}). Start with: npm start`)
  const registry = process.env.npm_config_registry
  const isOffline = runNpm(['ping', '--fetch-retries=0', '--fetch-timeout=10000'], { stdio: 'ignore', timeout: 20_000 }).status !== 0
  refuse(isOffline ? `packages are missing and the npm registry${registry ? ` ${hideLogin(registry)}` : ''} cannot be reached. Check the network or the npm proxy settings, then start again.` : `npm ci ended with code ${status}; the reason is in the lines above.`)
}

const hideLogin = (address) => address.replace(/\/\/[^/@]*@/, '//')

function refuseOldNode() {
  const bundled = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  const runs = existsSync(bundled) && spawnSync(bundled, ['--version']).status === 0
  const major = Number(process.versions.node.split('.')[0])
  if (!runs && major < 24) refuse(`Node 24 is needed, this is ${process.version}, and the one in node_modules is missing because install scripts are switched off. Run: npm rebuild node --ignore-scripts=false`)
}

/** One install at a time in a folder; a second command waits and then finds the work done. */
async function withInstallLock(work) {
  try {
    mkdirSync(dirname(installLock), { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  } catch {
    refuse(`packages are missing and the folder ${root} cannot be written. Make it writable, or copy the project to a folder that is.`)
  }
  let hasSaidWaiting = false
  for (;;) {
    try {
      writeFileSync(installLock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const holder = readHolder()
    if (holder === undefined) continue
    if (!isHeld(holder)) {
      removeStaleLock(holder)
      continue
    }
    if (!hasSaidWaiting) say(`another command (process ${holder}) is installing in this folder; waiting for it`)
    hasSaidWaiting = true
    await wait(300)
  }
  process.on('exit', () => rmSync(installLock, { force: true }))
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))
  await work()
  rmSync(installLock, { force: true })
}

function readHolder() {
  try {
    return readFileSync(installLock, 'utf8')
  } catch {
    return undefined
  }
}

function isHeld(holder) {
  try {
    if (Date.now() - statSync(installLock).mtimeMs > lockGoesStaleAfterMs) return false
    // Created a moment ago, number not written yet.
    if (holder === '') return Date.now() - statSync(installLock).mtimeMs < 5000
    process.kill(Number(holder), 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Takes it away by renaming, and puts it back when it turns out to be a newer one that another waiter made. */
function removeStaleLock(holder) {
  const aside = `${installLock}.${process.pid}`
  try {
    renameSync(installLock, aside)
    if (readFileSync(aside, 'utf8') !== holder) linkSync(aside, installLock)
  } catch {
    // Another waiter was faster; look again.
  }
  rmSync(aside, { force: true })
}

async function hasBrowser() {
  if (existsSync('/usr/bin/chromium')) return true
  const { chromium } = await import('@playwright/test')
  return existsSync(chromium.executablePath())
}

async function installBrowser() {
  const isRoot = process.getuid?.() === 0
  const isDebian = existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  if (isRoot && isDebian) {
    say('installing Chromium with apt-get, for the end-to-end tests')
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync('apt-get', ['update', '-qq'], options)
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', 'chromium', 'fonts-liberation'], options)
    if (existsSync('/usr/bin/chromium')) return
  }
  say('installing Chromium with Playwright, for the end-to-end tests')
  // Ubuntu's own chromium is a snap, which containers cannot run; as root Playwright adds the libraries it needs.
  const cli = join(modules, '@playwright/test/cli.js')
  spawnSync(process.execPath, [cli, 'install', ...(isRoot ? ['--with-deps'] : []), 'chromium'], { cwd: root, stdio: 'inherit' })
  // Not a refusal: the other tests can still run, and the end-to-end ones then fail and say so.
  if (!(await hasBrowser())) console.error('patchbay: no Chromium could be installed, so the end-to-end tests will fail. Install the package "chromium" yourself, then run npm test again.')
}

if (!isInstalled()) await withInstallLock(() => void (isInstalled() || installPackages()))
refuseOldNode()
if (process.argv.includes('--browser') && !(await hasBrowser())) {
  await withInstallLock(async () => void ((await hasBrowser()) || (await installBrowser())))
}
