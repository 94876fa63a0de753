;; The module of the examples in docs/modules.md: a hash of the numbers of a range, whose threads share a memory.
;; Built by: wat2wasm --enable-threads hash.wat
(module
  (import "env" "memory" (memory 1 16 shared))
  (func (export "hash") (param $from i64) (param $to i64) (result i64)
    (local $hash i64) (local $number i64)
    (local.set $number (local.get $from))
    (loop $next
      (if (i64.lt_u (local.get $number) (local.get $to))
        (then
          (local.set $hash (i64.xor (local.get $hash)
            (i64.rotl (i64.mul (i64.add (local.get $number) (i64.const 1)) (i64.const -7046029254386353131))
              (local.get $number))))
          (local.set $number (i64.add (local.get $number) (i64.const 1)))
          (br $next))))
    (local.get $hash)))
