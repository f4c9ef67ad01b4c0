/** Every definition that this version knows; fetched apart from what the first page needs. */
export { systems } from '#systems/index.ts'
