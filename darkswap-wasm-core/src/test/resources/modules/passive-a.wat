;; Copies a passive data segment into the memory that it imports; "a" is in the segment.
(module
  (import "env" "memory" (memory 1 64 shared))
  (data "aaaa")
  (func (export "init") (param i32) (memory.init 0 (local.get 0) (i32.const 0) (i32.const 4)))
  (func (export "drop") (data.drop 0))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0))))
