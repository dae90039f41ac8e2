;; Updates of the weight rows of a text's features. One rounding an operation, so that plain JavaScript with Math.fround
;; gives the same bits. `bytes` = 4 * width, a multiple of 16; lanes of four classes without a change are passed over.
(module
  (import "env" "memory" (memory 1))

  ;; matrix[indices[i]][k] += values[i] * steps[k]
  (func (export "addSteps")
    (param $indices i32) (param $values i32) (param $count i32)
    (param $matrix i32) (param $bytes i32) (param $steps i32)
    (local $end i32) (local $row i32) (local $column i32) (local $p i32) (local $value v128) (local $step v128)
    (local.set $end (i32.add (local.get $indices) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $nextEntry
        (br_if $done (i32.ge_u (local.get $indices) (local.get $end)))
        (local.set $row (i32.add (local.get $matrix) (i32.mul (i32.load (local.get $indices)) (local.get $bytes))))
        (local.set $value (v128.load32_splat (local.get $values)))
        (local.set $column (i32.const 0))
        (loop $nextColumns
          (local.set $step (v128.load (i32.add (local.get $steps) (local.get $column))))
          (if (v128.any_true (local.get $step))
            (then
              (local.set $p (i32.add (local.get $row) (local.get $column)))
              (v128.store (local.get $p)
                (f32x4.add (v128.load (local.get $p)) (f32x4.mul (local.get $value) (local.get $step))))))
          (local.set $column (i32.add (local.get $column) (i32.const 16)))
          (br_if $nextColumns (i32.lt_u (local.get $column) (local.get $bytes))))
        (local.set $indices (i32.add (local.get $indices) (i32.const 4)))
        (local.set $values (i32.add (local.get $values) (i32.const 4)))
        (br $nextEntry))))

  ;; g = gradients[k] * values[i]; squares[indices[i]][k] += g * g; matrix[indices[i]][k] -= rate * g / sqrt(squares[..][k])
  (func (export "adaGrad")
    (param $indices i32) (param $values i32) (param $count i32)
    (param $matrix i32) (param $squares i32) (param $bytes i32) (param $gradients i32) (param $rate f32)
    (local $end i32) (local $row i32) (local $squareRow i32) (local $column i32) (local $p i32) (local $q i32)
    (local $value v128) (local $gradient v128) (local $sum v128) (local $rates v128)
    (local.set $rates (f32x4.splat (local.get $rate)))
    (local.set $end (i32.add (local.get $indices) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $nextEntry
        (br_if $done (i32.ge_u (local.get $indices) (local.get $end)))
        (local.set $row (i32.mul (i32.load (local.get $indices)) (local.get $bytes)))
        (local.set $squareRow (i32.add (local.get $squares) (local.get $row)))
        (local.set $row (i32.add (local.get $matrix) (local.get $row)))
        (local.set $value (v128.load32_splat (local.get $values)))
        (local.set $column (i32.const 0))
        (loop $nextColumns
          (local.set $gradient (v128.load (i32.add (local.get $gradients) (local.get $column))))
          (if (v128.any_true (local.get $gradient))
            (then
              (local.set $p (i32.add (local.get $row) (local.get $column)))
              (local.set $q (i32.add (local.get $squareRow) (local.get $column)))
              (local.set $gradient (f32x4.mul (local.get $gradient) (local.get $value)))
              (local.set $sum
                (f32x4.add (v128.load (local.get $q)) (f32x4.mul (local.get $gradient) (local.get $gradient))))
              (v128.store (local.get $q) (local.get $sum))
              (v128.store (local.get $p)
                (f32x4.sub (v128.load (local.get $p))
                  (f32x4.div (f32x4.mul (local.get $rates) (local.get $gradient)) (f32x4.sqrt (local.get $sum)))))))
          (local.set $column (i32.add (local.get $column) (i32.const 16)))
          (br_if $nextColumns (i32.lt_u (local.get $column) (local.get $bytes))))
        (local.set $indices (i32.add (local.get $indices) (i32.const 4)))
        (local.set $values (i32.add (local.get $values) (i32.const 4)))
        (br $nextEntry)))))
