;; What wasm-bindgen adds to a module with threads, and a function that uses it.
(module
  (import "env" "memory" (memory 1 64 shared))
  (global $mine (mut i32) (i32.const 0))
  (global $other (mut i32) (i32.const 0))
  ;; Gives the instance the next stack; the argument is its size, or 0 for the default.
  (func (export "__wbindgen_start") (param i32)
    (global.set $mine (i32.add (i32.const 1) (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))))
  (func (export "__wbindgen_thread_destroy") (param i32 i32 i32)
    (drop (i32.atomic.rmw.add (i32.const 4) (i32.const 1))))
  (func (export "mine") (result i32) (global.get $mine))
  (func (export "destroyed") (result i32) (i32.atomic.load (i32.const 4))))
