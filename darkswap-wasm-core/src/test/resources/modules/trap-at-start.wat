;; Traps before it can be used.
(module
  (func $start unreachable)
  (start $start))
