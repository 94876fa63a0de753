;; Uses instructions that Chicory cannot compile.
(module
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "lane") (result i32) (i32x4.extract_lane 3 (v128.const i32x4 1 2 3 4))))
