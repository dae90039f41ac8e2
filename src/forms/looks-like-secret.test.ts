import { expect, it } from 'vitest'
import { looksLikeSecret } from './looks-like-secret.ts'

it.each([
  'sk-abcdefgh12345678',
  'Bearer abc',
  'hf_AbCdEfGhIj',
  '4f9b2c7d8e1a6035b9c2d4e7',
  'ghp_16C7e42F292c',
])('takes %s for a key', (text) => expect(looksLikeSecret(text)).toBe(true))

it.each([
  '',
  'openai',
  'azure-east-2024',
  'hf-read',
  'customer-support-production-key-2',
  'OPENAI_API_KEY',
  'skyline-1',
])('takes %j for a name', (text) => expect(looksLikeSecret(text)).toBe(false))
