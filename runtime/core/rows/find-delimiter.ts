/** What separates the cells of a CSV file by its head line: the one of comma, semicolon and tab that occurs most. */
export function findDelimiter(head: string): string {
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: head.split(mark).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).mark
}
