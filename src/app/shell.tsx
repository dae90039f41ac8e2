/** The rail of views at the left, the open view beside it. */
import { Compass, SearchX } from 'lucide-react'
import type { MouseEvent, RefObject } from 'react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useMessages } from '../messages/messages-context.tsx'
import { afterFrame } from '../ui/after-frame.ts'
import { hrefOf, useRoute } from '../session/navigation.ts'
import { joinClasses } from '../ui/class-names.ts'
import { lazyComponent } from '../ui/lazy-component.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { Icon } from '../ui/icon.tsx'
import { Spinner } from '../ui/spinner.tsx'
import styles from './shell.module.css'
import { createTourWatch, TourWatchContext } from './tour/tour-watch.ts'
import { useTour } from './tour/use-tour.ts'
import type { AppView } from './views.ts'
import { views } from './views.ts'

const Tour = lazyComponent(async () => (await import('./tour/tour.tsx')).Tour)
const mainId = 'content'
const listed = views.filter(({ under }) => under === undefined)

export function Shell() {
  const say = useMessages()
  const route = useRoute()
  const tour = useTour()
  const [watch] = useState(createTourWatch)
  const main = useRef<HTMLElement>(null)
  useKeptFocus(main, `${route.view}/${route.parts[0] ?? ''}`)
  const open = findView(route.view)
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href={`#${mainId}`} onClick={(event) => skipTo(main.current, event)}>
        {say('app.skipToContent')}
      </a>
      <nav className={styles['rail']} aria-label={say('app.views')}>
        <span className={styles['mark']}>
          <Mark label={say('app.name')} />
        </span>
        {listed.map(({ id, titleKey, icon }) => (
          <a
            key={id}
            href={hrefOf(id)}
            aria-current={id === (open?.under ?? open?.id) ? 'page' : undefined}
            className={joinClasses(styles['link'], id === 'settings' && styles['last'])}
          >
            <Icon icon={icon} size={18} />
            {say(titleKey)}
          </a>
        ))}
        {tour.isOffered ? (
          <a href={hrefOf('tour')} className={joinClasses(styles['link'], styles['offer'])}>
            <Icon icon={Compass} size={18} />
            {say('tour.title')}
          </a>
        ) : null}
      </nav>
      <main ref={main} id={mainId} tabIndex={-1} className={styles['main']}>
        {open === undefined ? (
          <EmptyState icon={SearchX} title={say('app.noPage')}>
            {say('app.noPageText')}
          </EmptyState>
        ) : (
          <ErrorBoundary key={open.id}>
            <Suspense fallback={<Loading text={say('app.loadingView', { view: say(open.titleKey) })} />}>
              <TourWatchContext value={watch}>
                <open.component parts={route.parts} />
              </TourWatchContext>
            </Suspense>
          </ErrorBoundary>
        )}
      </main>
      {tour.isOpen ? (
        <ErrorBoundary isSmall name={say('tour.title')} onClose={tour.end}>
          <Suspense fallback={null}>
            <TourWatchContext value={watch}>
              <Tour onEnd={tour.end} />
            </TourWatchContext>
          </Suspense>
        </ErrorBoundary>
      ) : null}
    </div>
  )
}

/** Undefined for an address that names none. The tour begins on the canvas. */
function findView(id: string): AppView | undefined {
  return id === '' || id === 'tour' ? views[0] : views.find((view) => view.id === id)
}

/** What was pressed to come to another place is often gone with the place it stood in: then the new one has the focus. */
function useKeptFocus(main: RefObject<HTMLElement | null>, place: string): void {
  const before = useRef(place)
  useEffect(() => {
    if (before.current === place) return undefined
    before.current = place
    return afterFrame(() => {
      if (document.activeElement === document.body) main.current?.focus({ preventScroll: true })
    })
  }, [main, place])
}

/** The hash of the address names the open view, so the jump must not change it. */
function skipTo(main: HTMLElement | null, event: MouseEvent): void {
  event.preventDefault()
  main?.focus()
}

function Loading({ text }: { text: string }) {
  return (
    <div className={styles['loading']} role="status">
      <span>
        <Spinner /> {text}
      </span>
    </div>
  )
}

/** A track that divides: the route is set for one side. */
function Mark({ label }: { label: string }) {
  return (
    <svg width="28" height="28" viewBox="0 0 28 28" role="img" aria-label={label} fill="none">
      <path
        d="M3 19h8l6-10h8"
        stroke="var(--sb-accent)"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="M12 19h13"
        stroke="var(--sb-ink-faint)"
        strokeWidth="2.5"
        strokeDasharray="1 4.2"
        strokeLinecap="round"
      />
      <circle cx="11" cy="19" r="3" fill="var(--sb-ground)" stroke="var(--sb-accent)" strokeWidth="2" />
    </svg>
  )
}
