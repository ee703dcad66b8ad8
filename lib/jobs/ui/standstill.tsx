import { Notice } from '@/lib/ui/notice'

/** No worker is alive, so that no job goes on: what to do. */
export const Standstill = () => (
  <Notice tone="warn">
    <b>No worker is running, so no job goes on.</b> What was asked for waits, and nothing of it is lost. Tell whoever
    runs this server: it starts its worker again by itself within seconds; if it has not, start the server again, or
    start a worker beside it with <code>npm run worker</code>.
  </Notice>
)
