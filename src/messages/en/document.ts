export const documentEn = {
  untitled: 'Untitled pipeline',
} as const
