// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "runspect",
  products: [
    .executable(name: "runspect", targets: ["runspect"])
  ],
  targets: [
    .executableTarget(name: "runspect", dependencies: ["RunspectCLI", "HostProcess"]),
    .target(
      name: "RunspectCLI",
      dependencies: ["RunInspection", "FileFormats", "ReadOnlyFiles", "HostProcess"]),
    .target(name: "RunInspection", dependencies: ["FileFormats", "ReadOnlyFiles", "HostProcess"]),
    .target(name: "HostProcess", dependencies: ["ReadOnlyFiles"]),
    .target(name: "FileFormats"),
    .target(name: "ReadOnlyFiles"),
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
