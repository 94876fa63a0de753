;; Imports a function beside a shared memory of another name than usual.
(module
  (import "host" "double" (func $double (param i32) (result i32)))
  (import "host" "heap" (memory 1 64 shared))
  (func (export "quadruple") (param i32) (result i32) (call $double (call $double (local.get 0)))))
