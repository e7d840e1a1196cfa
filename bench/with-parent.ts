/** Loaded before all else by each process of the bench: none is left when the bench is gone, not even when it was killed. */
process.once('disconnect', () => process.exit(1))
