/** The words of pages beyond the day's work, fetched when one is opened. */
import labels from 'virtual:labels/en.more'
import text from './en.more.json'

export { labels, text }
