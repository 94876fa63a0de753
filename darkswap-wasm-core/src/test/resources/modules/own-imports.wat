;; Changes a global and a table that it imports, which no thread may share.
(module
  (import "env" "memory" (memory 1 64 shared))
  (import "env" "counter" (global $counter (mut i32)))
  (import "env" "table" (table $table 1 8 funcref))
  (func $answer (result i32) (i32.const 42))
  (elem declare func $answer)
  (func (export "count") (result i32)
    (global.set $counter (i32.add (global.get $counter) (i32.const 1)))
    (global.get $counter))
  (func (export "fill") (table.set $table (i32.const 0) (ref.func $answer)))
  (func (export "is_empty") (result i32) (ref.is_null (table.get $table (i32.const 0))))
  (func (export "call") (result i32) (call_indirect $table (result i32) (i32.const 0))))
