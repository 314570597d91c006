/**
 * The query builder's errors say `Failed query: <the statement>` and end in `params: …`, the values of the row. Of the
 * statement the verb and its table stay; everything behind them goes, since a statement may hold values as well.
 * Doing it twice changes nothing.
 */
export const dropStatement = (text: string): string => text.replace(statement, '$1 [dropped]').replace(parameters, '$1params: [dropped]')

const statement = /(Failed query:(?:\s{1,8}(?:insert into|delete from|update)\s{1,8}"?[\w.]{1,63}"?|\s{1,8}\w{1,20})?)[\s\S]*$/i
const parameters = /(^|\n)\s{0,8}params:[\s\S]*$/i
