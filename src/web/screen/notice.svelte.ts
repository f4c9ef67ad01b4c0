/** One short message at the foot of the screen: what was just done. */
const state = $state<{ text: string; tone: 'go' | 'wait' }>({ text: '', tone: 'go' })
let timer: ReturnType<typeof setTimeout> | undefined

export const notice = (): { text: string; tone: 'go' | 'wait' } => state

export function tell(text: string, tone: 'go' | 'wait' = 'go'): void {
  state.text = text
  state.tone = tone
  clearTimeout(timer)
  timer = setTimeout(() => (state.text = ''), 6000)
}
