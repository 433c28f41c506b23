// swift-tools-version: 6.0
import PackageDescription

/// Types of generics are looked up by their parts and not by their mangled names: a third less is executed
/// until the first answer is there. The linker may put each function where it wants.
let quickStart: [SwiftSetting] = [
  .unsafeFlags(
    [
      "-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors",
      "-Xfrontend", "-function-sections",
    ],
    .when(configuration: .release))
]

/// What is needed from the start lies together, in the order that `.ci/link-order` measured: a third fewer
/// page faults. The toolchain's own linker can do that.
let ordered: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-use-ld=lld", "-Xlinker", "--no-warn-symbol-ordering", "-Xlinker",
      "--symbol-ordering-file=\(Context.packageDirectory)/Sources/runspect/link-order.txt",
    ],
    .when(platforms: [.linux], configuration: .release))
]

let package = Package(
  name: "runspect",
  products: [
    .executable(name: "runspect", targets: ["runspect"])
  ],
  targets: [
    .executableTarget(
      name: "runspect", dependencies: ["RunspectCLI", "HostProcess"], exclude: ["link-order.txt"],
      swiftSettings: quickStart, linkerSettings: ordered),
    .target(
      name: "RunspectCLI",
      dependencies: ["RunInspection", "FileFormats", "ReadOnlyFiles", "HostProcess"],
      swiftSettings: quickStart),
    .target(
      name: "RunInspection", dependencies: ["FileFormats", "ReadOnlyFiles", "HostProcess"],
      swiftSettings: quickStart),
    .target(
      name: "HostProcess", dependencies: ["ReadOnlyFiles", "CHeap"], swiftSettings: quickStart),
    .systemLibrary(name: "CHeap"),
    .target(name: "FileFormats", swiftSettings: quickStart),
    .target(name: "ReadOnlyFiles", swiftSettings: quickStart),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(
      name: "RunspectCLITests",
      dependencies: [
        "RunspectCLI", "RunInspection", "FileFormats", "ReadOnlyFiles", "HostProcess",
        "TestSupport",
      ]),
    .testTarget(
      name: "RunInspectionTests",
      dependencies: [
        "RunInspection", "FileFormats", "ReadOnlyFiles", "HostProcess", "TestSupport",
      ]),
    .testTarget(
      name: "HostProcessTests", dependencies: ["HostProcess", "ReadOnlyFiles", "TestSupport"]),
    .testTarget(name: "FileFormatsTests", dependencies: ["FileFormats", "TestSupport"]),
    .testTarget(name: "ReadOnlyFilesTests", dependencies: ["ReadOnlyFiles", "TestSupport"]),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(name: "EndToEndTests", dependencies: ["runspect", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)
