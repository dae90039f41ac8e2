/** A tour over the real page: a ring around what is meant, a card beside it. The page stays in use meanwhile. */
import type { RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '../../messages/messages-context.tsx'
import { navigateTo, parseRoute } from '../../session/navigation.ts'
import { Button } from '../../ui/button.tsx'
import type { Box } from './place-card.ts'
import { placeCard } from './place-card.ts'
import { ThresholdStep } from './threshold-step.tsx'
import { tourSteps } from './tour-steps.ts'
import styles from './tour.module.css'

export function Tour({ onEnd }: { onEnd: () => void }) {
  const say = useMessages()
  const [at, setAt] = useState(0)
  const card = useRef<HTMLDivElement>(null)
  const step = tourSteps[at]
  const { target, size } = useTarget(step?.targets ?? none, card)
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
  const window = { width: globalThis.innerWidth, height: globalThis.innerHeight }
  const place = target === null ? { left: 100, top: 100 } : placeCard(target, size, window)
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
        {step.task === undefined ? null : <ThresholdStep onToQuestion={() => setAt(0)} />}
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

const none: readonly string[] = []

/** Where the target is now, and how large the card is: the target may appear late, move and go. */
function useTarget(selectors: readonly string[], card: RefObject<HTMLElement | null>) {
  const [target, setTarget] = useState<Box | null>(null)
  const [size, setSize] = useState({ width: 416, height: 180 })
  useEffect(() => {
    let frame = 0
    const look = () => {
      const found = selectors.map((selector) => lastVisible(selector)).find((one) => one !== null) ?? null
      setTarget((old) => (isSame(old, found) ? old : found))
      const { offsetWidth: width = 380, offsetHeight: height = 180 } = card.current ?? {}
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }))
      frame = requestAnimationFrame(look)
    }
    look()
    return () => cancelAnimationFrame(frame)
  }, [selectors, card])
  return { target, size }
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
