/** The template editor in our colours: the tokens change with the theme, so that one theme does for light and dark. */
import { EditorView } from '@codemirror/view'

const wavy = (color: string) => `underline wavy ${color} 1px`

export const editorTheme = EditorView.theme({
  '&': { color: 'var(--sb-ink)', fontSize: '12px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--sb-mono)',
    lineHeight: '18px',
    maxHeight: '420px',
    minHeight: '84px',
    overflow: 'auto',
  },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--sb-ink)', minHeight: '72px' },
  '.cm-line': { padding: '0 8px' },
  '.cm-slot': {
    borderRadius: '3px',
    backgroundColor: 'var(--sb-chosen)',
    color: 'var(--sb-accent)',
  },
  '.cm-slot-broken': { textDecoration: wavy('var(--sb-danger)'), textUnderlineOffset: '3px' },
  '.cm-slot-unknown': { textDecoration: wavy('var(--sb-danger)'), textUnderlineOffset: '3px' },
  '.cm-slot-unwired': { textDecoration: wavy('var(--sb-caution)'), textUnderlineOffset: '3px' },
  '.cm-tooltip': {
    border: '1px solid var(--sb-line)',
    borderRadius: 'var(--sb-radius)',
    backgroundColor: 'var(--sb-raised)',
    color: 'var(--sb-ink)',
    boxShadow: 'var(--sb-shadow)',
    fontFamily: 'var(--sb-font)',
  },
  '.cm-slot-reason': { maxWidth: '260px', padding: '5px 8px', lineHeight: '16px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxHeight: '220px',
    maxWidth: '296px',
    minWidth: '180px',
    padding: '4px',
    fontFamily: 'var(--sb-font)',
    scrollbarWidth: 'thin',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    gap: '10px',
    justifyContent: 'space-between',
    padding: '4px 8px',
    borderRadius: '4px',
    lineHeight: '20px',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--sb-chosen)',
    color: 'var(--sb-ink)',
  },
  '.cm-completionLabel': { fontFamily: 'var(--sb-mono)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-completionDetail': {
    margin: '0',
    overflow: 'hidden',
    color: 'var(--sb-ink-soft)',
    fontStyle: 'normal',
    textOverflow: 'ellipsis',
  },
})
