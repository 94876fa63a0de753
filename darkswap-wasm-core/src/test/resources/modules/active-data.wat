;; Writes 7 to address 0 of the memory that it imports when it is instantiated, as modules do whose
;; data segments are active.
(module
  (import "env" "memory" (memory 1 64 shared))
  (data (i32.const 0) "\07\00\00\00")
  (func (export "read") (result i32) (i32.load (i32.const 0)))
  (func (export "write") (param i32) (i32.store (i32.const 0) (local.get 0))))
