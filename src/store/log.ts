/** Where the engine reports what it survived. A pino logger fits as it is. */
export interface Log {
  warn(details: object, message: string): void
}
