/** A tour over the real page: a ring around what is meant, a card beside it. The page stays in use meanwhile. */
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '../../messages/messages-context.tsx'
import { navigateTo, parseRoute } from '../../session/navigation.ts'
import { Button } from '../../ui/button.tsx'
import type { Box } from './place-card.ts'
import { placeCard } from './place-card.ts'
import { tourSteps } from './tour-steps.ts'
import styles from './tour.module.css'

export function Tour({ onEnd }: { onEnd: () => void }) {
  const say = useMessages()
  const [at, setAt] = useState(0)
  const card = useRef<HTMLDivElement>(null)
  const step = tourSteps[at]
  const target = useTarget(step?.targets ?? [])
  useEffect(() => {
    if (step !== undefined && parseRoute(globalThis.location.hash).view !== step.view) navigateTo(step.view)
    card.current?.focus()
  }, [step])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onEnd()
    }
    globalThis.addEventListener('keydown', onKeyDown)
    return () => globalThis.removeEventListener('keydown', onKeyDown)
  }, [onEnd])
  if (step === undefined) return null
  const isLast = at === tourSteps.length - 1
  const size = { width: globalThis.innerWidth, height: globalThis.innerHeight }
  const place = target === null ? { left: 100, top: 100 } : placeCard(target, cardSize(card.current), size)
  return (
    <>
      {target === null ? null : <div className={styles['ring']} style={target} />}
      <div
        ref={card}
        role="dialog"
        aria-label={say('tour.label', { n: at + 1, total: tourSteps.length })}
        tabIndex={-1}
        className={styles['card']}
        style={place}
      >
        <h2>{say(step.titleKey)}</h2>
        <p>{say(step.textKey)}</p>
        <div className={styles['actions']}>
          <span className={styles['count']}>
            {at + 1} / {tourSteps.length} · {say('tour.keys')}
          </span>
          {at === 0 ? null : <Button onPress={() => setAt(at - 1)}>{say('tour.back')}</Button>}
          {isLast ? null : (
            <Button variant="quiet" onPress={onEnd}>
              {say('tour.end')}
            </Button>
          )}
          <Button variant="primary" onPress={() => (isLast ? onEnd() : setAt(at + 1))}>
            {say(isLast ? 'tour.done' : 'tour.next')}
          </Button>
        </div>
      </div>
    </>
  )
}

const cardSize = (card: HTMLElement | null) => ({
  width: card?.offsetWidth ?? 360,
  height: card?.offsetHeight ?? 180,
})

/** Where the target is now: it may appear late, move and go. */
function useTarget(selectors: readonly string[]): Box | null {
  const [box, setBox] = useState<Box | null>(null)
  useEffect(() => {
    let frame = 0
    const look = () => {
      const found = selectors.map((selector) => lastVisible(selector)).find((one) => one !== null) ?? null
      setBox((old) => (isSame(old, found) ? old : found))
      frame = requestAnimationFrame(look)
    }
    look()
    return () => cancelAnimationFrame(frame)
  }, [selectors])
  return box
}

/** The newest answer stands last. */
function lastVisible(selector: string): Box | null {
  const element = [...document.querySelectorAll(selector)].at(-1)
  if (element === undefined) return null
  const { left, top, width, height } = element.getBoundingClientRect()
  return width === 0 || height === 0 ? null : { left, top, width, height }
}

const isSame = (a: Box | null, b: Box | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.left === b.left &&
    a.top === b.top &&
    a.width === b.width &&
    a.height === b.height)
