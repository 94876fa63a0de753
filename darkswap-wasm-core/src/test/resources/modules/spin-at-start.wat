;; Never comes to its end, before it can be used.
(module
  (import "env" "memory" (memory 1 64 shared))
  (func $start (loop $again (br $again)))
  (start $start))
