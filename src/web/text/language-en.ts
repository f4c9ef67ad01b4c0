/** All that a reader of this language fetches: our own words and the labels of every system. */
import labels from 'virtual:labels/en'
import text from './en.json'

export { labels, text }
