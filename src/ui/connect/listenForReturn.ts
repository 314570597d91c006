import { isReturnMessage, type ReturnMessage } from './ReturnMessage.ts'

/**
 * Hears from the window that came back from a provider, by whichever way the browser leaves open between two windows:
 * providers may cut the one that opened them off. Gives a function that stops listening.
 */
export function listenForReturn(onReturn: (message: ReturnMessage) => void): () => void {
  const hear = (event: MessageEvent) => {
    if (event.origin === window.location.origin && isReturnMessage(event.data)) onReturn(event.data)
  }
  const channel = new BroadcastChannel('patchbay-oauth')
  channel.addEventListener('message', hear)
  window.addEventListener('message', hear)
  return () => {
    channel.close()
    window.removeEventListener('message', hear)
  }
}
