/** All that a reader of this language fetches: our own words and the labels of every system. */
import labels from 'virtual:labels/bn'
import text from './bn.json'

export { labels, text }
