/**
 * The shelves on which a school's registers stand, in the order a day uses them. A person finds a register by its
 * shelf when there are thirty of them; the words are `shelf.<name>` of the app.
 */
export const shelves = ['pupils', 'staff', 'meals', 'goods', 'money', 'meetings', 'supervision', 'office'] as const

export type Shelf = (typeof shelves)[number]
