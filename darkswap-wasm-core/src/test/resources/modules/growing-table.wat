;; Grows a table of its own.
(module
  (import "env" "memory" (memory 1 64 shared))
  (table 2 100 funcref)
  (func (export "grow") (param i32) (result i32) (table.grow 0 (ref.null func) (local.get 0)))
  (func (export "size") (result i32) (table.size 0)))
