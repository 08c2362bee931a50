import Glibc

/// The natural logarithm.
func logarithm(_ x: Double) -> Double { log(x) }

/// `base` to the power `exponent`.
func power(_ base: Float, _ exponent: Float) -> Float { pow(base, exponent) }

/// e to the power `x`.
func exponential(_ x: Float) -> Float { exp(x) }

/// The cosine of an angle.
func cosine(_ angle: Float) -> Float { cos(angle) }

/// ln n for every count n, so that weighting does not call the library once an entry; ln 0 stands as 0.
let logTable: [Float] = (0...Int(UInt16.max)).map { $0 == 0 ? 0 : Float(log(Double($0))) }
