/** A setting as the form sees it: what control it gets and what stands around it. */
import type { Widget } from '../../runtime/core/node/form-meta.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { ResourceKind } from '../session/resources.ts'

export type ControlKind = Widget | 'choices' | 'credential' | 'object' | 'list' | 'record' | 'json'

/** A value of an enum; numbers and booleans are told apart from texts by `value`. */
export interface FieldOption {
  readonly id: string
  readonly value: Json
  readonly label: string
}

export interface FormField {
  /** Its key in the object that holds it; empty for the entries of a list. */
  readonly name: string
  /** Under which its texts stand: `rules.label`. */
  readonly textPath: string
  readonly control: ControlKind
  readonly title: string
  readonly description?: string
  readonly unit?: string
  readonly step?: number
  readonly min?: number
  readonly max?: number
  readonly isInteger: boolean
  readonly maxLength?: number
  readonly default?: Json
  /** The settings are not valid without it. */
  readonly isRequired: boolean
  readonly isNullable: boolean
  readonly options?: readonly FieldOption[]
  readonly resource?: ResourceKind
  /** The stable id of a list's entry: made by the form, never shown. */
  readonly isIdentity: boolean
  /** Of an object. */
  readonly members?: readonly FormField[]
  /** Of a list or a record: what each entry is. */
  readonly item?: FormField
}

/** Reports a new value; `undefined` removes it. Changes in a row with the same `step` are undone together. */
export type ChangeValue = (value: Json | undefined, step?: string) => void

export interface ControlProps {
  readonly field: FormField
  /** Where the value lies in the settings: `rules/0/label`. */
  readonly path: string
  readonly value: Json | undefined
  readonly onChange: ChangeValue
}

/** The value that applies: the one given, else the default. */
export function effectiveValue({ default: fallback }: FormField, value: Json | undefined): Json | undefined {
  return value === undefined ? fallback : value
}

export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** While the words of a text stay as many, typing goes on in one word: that is one step of undo. */
export function typingStep(path: string, text: string): string {
  return `${path} ${text.split(/\s+/).length}`
}
