;; Sums of weighted rows of a matrix. Every element is summed in the order of the entries,
;; one rounding a product and one a sum, so that plain JavaScript with Math.fround gives the same bits.
(module
  (import "env" "memory" (memory 1))

  ;; out[j] = sum over i of values[i] * matrix[indices[i]][j], j below width; `bytes` = 4 * width, a multiple of 64
  (func (export "gather")
    (param $indices i32) (param $values i32) (param $count i32)
    (param $matrix i32) (param $bytes i32) (param $out i32)
    (local $column i32) (local $i i32) (local $end i32) (local $p i32) (local $v v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    (loop $nextColumns
      (local.set $a (v128.const f32x4 0 0 0 0))
      (local.set $b (v128.const f32x4 0 0 0 0))
      (local.set $c (v128.const f32x4 0 0 0 0))
      (local.set $d (v128.const f32x4 0 0 0 0))
      (local.set $i (i32.const 0))
      (block $summed
        (loop $nextEntry
          (br_if $summed (i32.ge_u (local.get $i) (local.get $end)))
          (local.set $p (i32.add
            (i32.add (local.get $matrix) (local.get $column))
            (i32.mul (i32.load (i32.add (local.get $indices) (local.get $i))) (local.get $bytes))))
          (local.set $v (v128.load32_splat (i32.add (local.get $values) (local.get $i))))
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $v) (v128.load (local.get $p)))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $v) (v128.load offset=16 (local.get $p)))))
          (local.set $c (f32x4.add (local.get $c) (f32x4.mul (local.get $v) (v128.load offset=32 (local.get $p)))))
          (local.set $d (f32x4.add (local.get $d) (f32x4.mul (local.get $v) (v128.load offset=48 (local.get $p)))))
          (local.set $i (i32.add (local.get $i) (i32.const 4)))
          (br $nextEntry)))
      (local.set $p (i32.add (local.get $out) (local.get $column)))
      (v128.store (local.get $p) (local.get $a))
      (v128.store offset=16 (local.get $p) (local.get $b))
      (v128.store offset=32 (local.get $p) (local.get $c))
      (v128.store offset=48 (local.get $p) (local.get $d))
      (local.set $column (i32.add (local.get $column) (i32.const 64)))
      (br_if $nextColumns (i32.lt_u (local.get $column) (local.get $bytes))))))
