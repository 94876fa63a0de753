;; Uses two memories: one that threads share, and one that each instance has for itself.
(module
  (import "env" "memory" (memory $shared 1 4 shared))
  (memory $own 1 2)
  (data (memory $own) (i32.const 0) "own")
  (func (export "store_shared") (param i32 i32) (i32.store $shared (local.get 0) (local.get 1)))
  (func (export "load_shared") (param i32) (result i32) (i32.load $shared (local.get 0)))
  (func (export "store_own") (param i32 i32) (i32.store $own (local.get 0) (local.get 1)))
  (func (export "load_own") (param i32) (result i32) (i32.load $own (local.get 0)))
  (func (export "pages_own") (result i32) (memory.size $own)))
