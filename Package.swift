// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "runspect",
  products: [
    .executable(name: "runspect", targets: ["runspect"])
  ],
  targets: [
    .executableTarget(name: "runspect", dependencies: ["RunspectCLI"]),
    .target(name: "RunspectCLI", dependencies: ["RunInspection", "FileFormats", "ReadOnlyFiles"]),
    .target(name: "RunInspection", dependencies: ["FileFormats", "ReadOnlyFiles"]),
    .target(name: "FileFormats"),
    .target(name: "ReadOnlyFiles"),
    .testTarget(
      name: "RunspectCLITests",
      dependencies: ["RunspectCLI", "RunInspection", "FileFormats", "ReadOnlyFiles"]),
    .testTarget(
      name: "RunInspectionTests", dependencies: ["RunInspection", "FileFormats", "ReadOnlyFiles"]),
    .testTarget(name: "FileFormatsTests", dependencies: ["FileFormats"]),
    .testTarget(name: "ReadOnlyFilesTests", dependencies: ["ReadOnlyFiles"]),
    .testTarget(name: "EndToEndTests", dependencies: ["runspect"]),
  ],
  swiftLanguageModes: [.v6]
)
