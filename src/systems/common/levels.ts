/** Classes of a school as section codes name them (`4-A` is of level 4). */
export const levels = ['pre', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const

/** The class of a section. */
export const levelOf = (group: string): string => group.slice(0, Math.max(0, group.lastIndexOf('-'))) || group
