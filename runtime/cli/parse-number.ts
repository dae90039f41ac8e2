/** Numbers of the command line; what is not one is wrong usage. */
import { InvalidArgumentError } from 'commander'

export function parseInteger(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(value)) throw new InvalidArgumentError('A whole number.')
  return value
}

export function parseCount(text: string): number {
  const count = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(count) || count < 0)
    throw new InvalidArgumentError('A whole number, 0 or more.')
  return count
}

export function parsePositive(text: string): number {
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('A number above 0.')
  return value
}

/** The rank of an adapter, 1 to 1024. */
export function parseRank(text: string): number {
  const rank = parseCount(text)
  if (rank < 1 || rank > 1_024) throw new InvalidArgumentError('A rank is 1 to 1024.')
  return rank
}

/** Parts for cross-validation, 2 or more. */
export function parseFolds(text: string): number {
  const folds = parseCount(text)
  if (folds < 2) throw new InvalidArgumentError('2 or more.')
  return folds
}
