/** The words of pages beyond the day's work, fetched when one is opened. */
import labels from 'virtual:labels/hi.more'
import text from './hi.more.json'

export { labels, text }
