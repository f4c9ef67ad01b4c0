/** The words of pages beyond the day's work, fetched when one is opened. */
import labels from 'virtual:labels/bn.more'
import text from './bn.more.json'

export { labels, text }
