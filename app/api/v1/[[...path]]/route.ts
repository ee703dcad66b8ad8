import { dispatch } from '@/lib/api/dispatch'

// Every method comes to one place, so that each refusal of one is in words. HEAD is answered by GET.
export {
  dispatch as DELETE,
  dispatch as GET,
  dispatch as OPTIONS,
  dispatch as PATCH,
  dispatch as POST,
  dispatch as PUT,
}
