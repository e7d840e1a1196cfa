import { readSheets } from './sheets.ts'

/** What a thread of the pool runs. */
export default readSheets
