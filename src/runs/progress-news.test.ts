import { expect, it } from 'vitest'
import { ProgressNews } from './progress-news.ts'

it('are the start, each quarter and the end', () => {
  const news = new ProgressNews()
  const told = Array.from({ length: 101 }, (_, done) => done).filter((done) =>
    news.isNews('map', { done, total: 100, activity: 'items' }),
  )
  expect(told).toEqual([0, 25, 50, 75])
  expect(news.listOpen()).toEqual(['map'])
  expect([news.end('map'), news.end('map')]).toEqual([true, false])
})

it('are told once where nobody knows how long it takes, and anew when something else is done', () => {
  const news = new ProgressNews()
  const load = { done: 0, activity: 'adapter-load' } as const
  expect([news.isNews('bank', load), news.isNews('bank', load)]).toEqual([true, false])
  expect(news.isNews('bank', { done: 1, total: 4, activity: 'embedding' })).toBe(true)
  expect(news.isNews('other', load)).toBe(true)
  news.clear()
  expect(news.isNews('bank', load)).toBe(true)
})
