import { setting, wholeNumber } from './setting.ts'

/** How this server runs and ends. */
export const runningSettings = {
  DRAIN_SECONDS: setting({
    byDefault: '25',
    meaning:
      'On SIGTERM operations under way have this long to end, 1 to 25; what waits for the office longer fails, and is counted.',
    as: wholeNumber(1, 25).prefault('25'),
  }),
}
