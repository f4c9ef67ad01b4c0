/** One server at a time adds up; nothing is added up while the tree changes. */
export const ROLLUP_LOCK = 7202
/** One import at a time, and none while the tree changes. Apart from the roll-up, which a long import must not hold up. */
export const IMPORT_LOCK = 7205
