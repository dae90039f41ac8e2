/** The browser of the benches that look at pages: Debian's Chromium where it is installed, else Playwright's own. */
import { existsSync } from 'node:fs'
import type { Browser } from '@playwright/test'
import { chromium } from '@playwright/test'

export function openChromium(): Promise<Browser> {
  return chromium.launch({
    args: ['--no-sandbox', '--disable-gpu'],
    ...(existsSync('/usr/bin/chromium') ? { executablePath: '/usr/bin/chromium' } : {}),
  })
}
