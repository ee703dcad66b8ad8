// Stands in for the package `server-only`, which refuses to be loaded outside of Next's server build.
export {}
