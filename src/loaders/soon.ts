/** What is at hand, or on its way. */
export type Soon<T> = T | Promise<T>

/**
 * Goes on at once with what is at hand, and with what is on its way when it is there: for a value that stands in memory a
 * promise costs more than all the rest.
 */
export function after<T, R>(soon: Soon<T>, next: (value: T) => Soon<R>): Soon<R> {
  return soon instanceof Promise ? soon.then(next) : next(soon)
}
