/** A path of a row: absolute, one slash at a time, never stepping up, nothing that ends or rewrites a path. */
export const isRowPath = (path: string): boolean =>
  /^\/[^?#\\\s\u0000-\u001F\u007F]*$/.test(path) && !path.includes('//') && !path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment))
