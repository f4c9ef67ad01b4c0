/** All that a reader of this language fetches: our own words and the labels of every system. */
import labels from 'virtual:labels/hi'
import text from './hi.json'

export { labels, text }
