import { writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

/** Loaded before a program of ours by `--import`: writes the addresses of every module it loaded to LOADED_FILE when it ends. */
const loaded: string[] = []
registerHooks({
  load: (url, context, next) => {
    loaded.push(url)
    return next(url, context)
  },
})
process.on('exit', () => writeFileSync(process.env.LOADED_FILE!, loaded.join('\n')))
