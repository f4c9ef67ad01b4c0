/** The words of pages beyond the day's work, fetched when one is opened. */
export { default as text } from './hi.more.json'
