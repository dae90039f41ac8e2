import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import './page.css'

const place = document.querySelector('#app')
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
