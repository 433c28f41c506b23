import FileFormats
import Testing

@testable import RunInspection

@Suite struct ArrayGridTests {
  private func grid(_ shape: [Int?], mask: [Bool]? = nil) throws -> ArrayGrid {
    try ArrayGrid(
      shape: shape, mask: mask ?? Array(repeating: true, count: shape.count), output: "y")
  }

  @Test(
    arguments: [
      ([], 1), ([0], 0), ([1], 1), ([3], 3), ([3, 2], 6), ([2, 3, 4], 24), ([3, 0, 5], 0),
      ([nil], nil), ([nil, 2], nil), ([2, nil], nil),
      // Nothing times whatever it is.
      ([nil, 0], 0), ([0, nil], 0), ([.max], .max), ([.max, 1], .max), ([.max, .max, 0], 0),
      ([nil, .max, .max], nil), (Array(repeating: 1, count: 64), 1),
    ] as [([Int?], Int?)])
  func hasAsManyElementsAsItsSizesMultiplyTo(_ shape: [Int?], _ total: Int?) throws {
    #expect(try grid(shape).total == total)
  }

  @Test(
    arguments: [
      [.max, 2], [1 << 32, 1 << 32], [3, .max], [.max, 2, nil], Array(repeating: 1, count: 65),
      Array(repeating: 0, count: 65), Array(repeating: nil, count: 65),
    ] as [[Int?]])
  func refusesMoreThanCanBe(_ shape: [Int?]) {
    #expect(throws: InspectionError.layout(PipefuncFault.shapeTooLarge("y"))) {
      try grid(shape)
    }
  }

  @Test func anElementHoldsABlockWhereADimensionIsInternal() throws {
    #expect(try !grid([3]).hasBlocks)
    #expect(try !grid([], mask: []).hasBlocks)
    #expect(try grid([3], mask: [true, false]).hasBlocks)
  }

  /// Every place of an array has its coordinates, and they have it.
  @Test(arguments: [[1], [5], [2, 3], [3, 1, 2], [2, 2, 2, 2]])
  func placesAndCoordinatesAreTheSame(_ sizes: [Int]) throws {
    let grid = try grid(sizes)
    let total = try #require(grid.total)
    var coordinates = Array(repeating: 0, count: sizes.count)
    for index in 0..<total {
      #expect(grid.coordinates(of: index) == coordinates)
      #expect(grid.index(of: coordinates) == index)
      #expect(grid.contains(index))
      #expect(grid.contains(coordinates))
      for dimension in sizes.indices.reversed() {
        coordinates[dimension] += 1
        if coordinates[dimension] < sizes[dimension] { break }
        coordinates[dimension] = 0
      }
    }
    #expect(!grid.contains(total))
    #expect(!grid.contains(sizes))
  }

  @Test func oneValueHasNoCoordinates() throws {
    let grid = try grid([])
    #expect(grid.coordinates(of: 0) == [])
    #expect(grid.index(of: []) == 0)
    #expect(grid.contains([Int]()))
    #expect(grid.contains(0) && !grid.contains(1))
  }

  /// The places along the first dimension go on for ever where its size is unknown.
  @Test func theFirstSizeMayBeUnknown() throws {
    let grid = try grid([nil, 3])
    #expect(grid.contains(1_000_000))
    #expect(grid.contains([1_000_000, 2]) && !grid.contains([0, 3]))
    #expect(grid.coordinates(of: 1_000_000) == [333_333, 1])
    #expect(grid.index(of: [333_333, 1]) == 1_000_000)
  }

  @Test func whereAnotherSizeIsUnknownNoPlaceIs() throws {
    let grid = try grid([3, nil])
    #expect(grid.contains([2, 1_000_000]) && !grid.contains([3, 0]))
    #expect(grid.coordinates(of: 5) == [])
    #expect(grid.index(of: [0, 1]) == nil)
  }

  @Test(arguments: [
    [], [0], [0, 0, 0], [-1, 0], [0, -1], [2, 0], [0, 3], [.max, 0], [.min, 0],
  ])
  func coordinatesOutsideAreNone(_ coordinates: [Int]) throws {
    #expect(try !grid([2, 3]).contains(coordinates))
  }

  @Test func aPlaceThatCanNotBeCountedIsNone() throws {
    #expect(try grid([nil, 3]).index(of: [.max, 0]) == nil)
    #expect(try grid([nil, 1]).index(of: [.max, 1]) == nil)
    #expect(try grid([nil]).index(of: [.max]) == .max)
  }
}
