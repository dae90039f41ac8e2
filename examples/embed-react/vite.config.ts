import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  base: './',
  plugins: [react()],
  // Workers are modules that load what they need when they need it.
  worker: { format: 'es' },
  // The editor finds its parts beside itself; bundled in advance by the development server it would look elsewhere.
  optimizeDeps: { exclude: ['signalbox'] },
  build: { target: 'es2023' },
})
