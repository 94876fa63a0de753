;; Vectors wherever a value can be: parameters, results, locals, globals, blocks and calls.
(module
  (type $binary (func (param v128 v128) (result v128)))
  (type $turn (func (param v128 i32 v128) (result v128 i32 v128)))
  (memory (export "memory") 1)
  (global $before (mut i32) (i32.const 7))
  (global $vector (mut v128) (v128.const i32x4 1 2 3 4))
  (global $between (mut i64) (i64.const 9))
  (global $fixed v128 (v128.const i32x4 10 20 30 40))
  (global $after (export "after") (mut i32) (i32.const 11))
  (table funcref (elem $add $subtract))

  (func $add (type $binary) (i32x4.add (local.get 0) (local.get 1)))
  (func $subtract (type $binary) (i32x4.sub (local.get 0) (local.get 1)))

  (func $sum (param $v v128) (result i32)
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $v)) (i32x4.extract_lane 1 (local.get $v)))
      (i32.add (i32x4.extract_lane 2 (local.get $v)) (i32x4.extract_lane 3 (local.get $v)))))

  (func (export "sum") (param v128) (result i32) (call $sum (local.get 0)))

  (func (export "add") (param v128 i32) (result v128) (i32x4.add (local.get 0) (i32x4.splat (local.get 1))))

  (func (export "globals") (result i32)
    (global.set $before (i32.add (global.get $before) (i32.const 1)))
    (global.set $after (i32.add (global.get $after) (i32.const 1)))
    (global.set $between (i64.add (global.get $between) (i64.const 1)))
    (global.set $vector (i32x4.add (global.get $vector) (global.get $fixed)))
    (i32.add
      (call $sum (global.get $vector))
      (i32.mul (i32.const 1000)
        (i32.add (i32.wrap_i64 (global.get $between)) (i32.add (global.get $before) (global.get $after))))))

  (func (export "indirect") (param i32) (result i32)
    (call $sum (call_indirect (type $binary)
      (v128.const i32x4 5 6 7 8) (v128.const i32x4 1 1 1 1) (local.get 0))))

  (func $turn (type $turn) (local.get 2) (i32.add (local.get 1) (i32.const 1)) (local.get 0))

  (func (export "several") (result i32)
    (local $low v128) (local $number i32) (local $high v128)
    (call $turn (v128.const i32x4 1 1 1 1) (i32.const 5) (v128.const i32x4 2 2 2 2))
    (local.set $high) (local.set $number) (local.set $low)
    (i32.add (i32.mul (call $sum (local.get $low)) (i32.const 100))
      (i32.add (i32.mul (local.get $number) (i32.const 10)) (call $sum (local.get $high)))))

  (func (export "locals") (param $a i32) (param $b f64) (result i32)
    (local $x i32) (local $v v128) (local $y f64) (local $w v128) (local $z i64)
    (local.set $x (i32.const 3))
    (local.set $v (i32x4.splat (local.get $a)))
    (local.set $y (local.get $b))
    (local.set $z (i64.const 4))
    (drop (local.get $v))
    (drop (local.get $y))
    (local.set $w (i32x4.add (local.tee $v (i32x4.add (local.get $v) (i32x4.splat (local.get $x)))) (local.get $v)))
    (i32.add (call $sum (local.get $w))
      (i32.add (i32.trunc_f64_s (local.get $y)) (i32.wrap_i64 (local.get $z)))))

  ;; Without a local set, a vector is zero.
  (func (export "zero") (result i32) (local $v v128) (call $sum (local.get $v)))

  (func (export "select") (param i32) (result i32)
    (i32.add
      (call $sum (select (v128.const i32x4 1 1 1 1) (v128.const i32x4 2 2 2 2) (local.get 0)))
      (i32.add
        (call $sum (select (result v128) (v128.const i32x4 10 10 10 10) (v128.const i32x4 20 20 20 20) (local.get 0)))
        (select (i32.const 100) (i32.const 200) (local.get 0)))))

  ;; Adds 1 to each lane in each round.
  (func (export "loop") (param $rounds i32) (result i32)
    (v128.const i32x4 0 0 0 0)
    (loop $next (param v128) (result v128)
      (i32x4.add (v128.const i32x4 1 1 1 1))
      (local.set $rounds (i32.sub (local.get $rounds) (i32.const 1)))
      (br_if $next (local.get $rounds)))
    (call $sum))

  (func (export "branch") (param i32) (result i32)
    (call $sum
      (block $out (result v128)
        (block $third (result v128)
          (block $second (result v128)
            (br_table $second $third $out (v128.const i32x4 1 1 1 1) (local.get 0)))
          (i32x4.add (v128.const i32x4 10 10 10 10))
          (br $out))
        (i32x4.add (v128.const i32x4 100 100 100 100)))))

  (func (export "if") (param i32) (result i32)
    (v128.const i32x4 1 1 1 1)
    (if (param v128) (result v128) (local.get 0)
      (then (i32x4.neg))
      (else (drop) (v128.const i32x4 3 3 3 3)))
    (call $sum))

  ;; Code that cannot be reached has operands of any type.
  (func (export "dead") (param i32) (result i32)
    (block $out (result v128)
      (v128.const i32x4 4 4 4 4)
      (br $out)
      (drop)
      (select)
      (block (result v128) (loop (unreachable) (drop)) (v128.const i32x4 9 9 9 9))
      (drop))
    (call $sum)
    (if (result i32) (local.get 0)
      (then (br 1 (i32.const 5)) (i32x4.add) (drop) (if (then (nop)) (else (nop))))
      (else (i32.const 6)))
    (i32.add)
    (drop (v128.const i32x4 4 4 4 4))
    (return)
    (drop)
    (unreachable))

  (func $power (export "recursion") (param $depth i32) (result v128)
    (if (result v128) (i32.eqz (local.get $depth))
      (then (v128.const i32x4 1 1 1 1))
      (else (i32x4.mul (call $power (i32.sub (local.get $depth) (i32.const 1))) (v128.const i32x4 2 3 4 5)))))

  (func (export "store") (param i32) (v128.store (local.get 0) (v128.const i64x2 -1 -1)))

  (func (export "store_far") (param i32) (v128.store offset=0xfffffff8 (local.get 0) (v128.const i64x2 -1 -1)))

  (func (export "load") (param i32) (result i32) (call $sum (v128.load (local.get 0)))))
