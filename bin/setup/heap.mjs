/**
 * Bounds of the server's heap, and of each command's. It may not grow just because the machine is large: the server does its work in a quarter of a gigabyte. What
 * is young gets 16 MB of it all the same (the bound alone would leave it 2): a page makes 5 MB that are garbage when it has gone out, and
 * copying what still lives took a tenth of a page's time.
 *
 * The pieces of an upload are garbage as soon as they are written. Left to a thread of their own to be given back, they are counted as kept for so long
 * that all of the heap is gone through again and again, which took half of the processor time of an upload.
 *
 * One thread beside the main one collects garbage and compiles, instead of four: on two cores four wait for each other and for the main one, and each
 * keeps memory of its own, 50 MB together.
 */
export const HEAP = [
  '--max-old-space-size=256',
  '--max-semi-space-size=16',
  '--no-concurrent-array-buffer-sweeping',
  '--v8-pool-size=1',
]
