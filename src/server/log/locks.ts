/** One server at a time gives indexes. */
export const SEQUENCE_LOCK = 7203
/** One server at a time publishes, so that an older checkpoint never takes the place of a newer one. */
export const PUBLISH_LOCK = 7204

/** Whoever holds these has the log stand still: its files and its state in the database are of one moment. */
export const LOG_LOCKS = [SEQUENCE_LOCK, PUBLISH_LOCK] as const
