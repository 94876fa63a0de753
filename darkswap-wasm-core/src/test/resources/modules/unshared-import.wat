;; Imports a memory that is not shared.
(module
  (import "host" "heap" (memory 1 64))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0))))
