import Testing

@testable import LinearAlgebra

@Suite struct SymmetricEigenTests {
    @Test func `two by two worked by hand`() {
        // [[2, 1], [1, 2]]: 3 along (1, 1), 1 along (1, -1); the lower triangle is not read.
        let eigen = SymmetricEigen(upper: [2, 1, 99, 2], order: 2)
        #expect(abs(eigen.values[0] - 3) < 1e-14)
        #expect(abs(eigen.values[1] - 1) < 1e-14)
        #expect(abs(eigen.vectors[0] - eigen.vectors[1]) < 1e-14)
        #expect(abs(eigen.vectors[2] + eigen.vectors[3]) < 1e-14)
    }

    @Test func `an empty matrix has no eigenvalues`() {
        #expect(SymmetricEigen(upper: [], order: 0).values.isEmpty)
    }

    @Test(arguments: [1, 3, 40, 130])
    func `vectors are orthonormal and map to multiples of themselves`(order: Int) {
        var random = TestRandom(state: 12)
        var matrix = [Double](repeating: 0, count: order * order)
        for row in 0..<order {
            for column in row..<order {
                matrix[row * order + column] = random.unit() - 0.5
                matrix[column * order + row] = matrix[row * order + column]
            }
        }
        let eigen = SymmetricEigen(upper: matrix, order: order)
        #expect(eigen.values == eigen.values.sorted(by: >))
        for index in 0..<order {
            let vector = Array(eigen.vectors[index * order..<(index + 1) * order])
            for row in 0..<order {
                let image = (0..<order).reduce(0.0) { $0 + matrix[row * order + $1] * vector[$1] }
                #expect(abs(image - eigen.values[index] * vector[row]) < 1e-12)
            }
            for other in index..<order {
                let product = (0..<order).reduce(0.0) { $0 + vector[$1] * eigen.vectors[other * order + $1] }
                #expect(abs(product - (other == index ? 1 : 0)) < 1e-12)
            }
        }
    }
}
