/** Events that no step emits: the house itself tells of what it has done because of an entry. */
export const houseEvents = ['paper.issued'] as const
export type HouseEvent = (typeof houseEvents)[number]
