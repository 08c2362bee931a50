// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is checked for memory safety, and no warning is let through.
let strict: [SwiftSetting] = [.strictMemorySafety(), .treatAllWarnings(as: .error)]

/// A Swift target of `Sources`, with the rooms to its left that it may use.
func room(_ name: String, _ dependencies: String...) -> Target {
    .target(name: name, dependencies: dependencies.map { .byName(name: $0) }, swiftSettings: strict)
}

/// The tests of a room, under `Tests/<name>Tests`.
func tests(_ name: String, _ dependencies: String...) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: ([name, "TestSupport"] + dependencies).map { .byName(name: $0) },
        swiftSettings: strict)
}

let package = Package(
    name: "Sextant",
    products: [
        .library(name: "Sextant", targets: ["Sextant"]),
        .executable(name: "sextant", targets: ["CLI"]),
    ],
    targets: [
        // Fenced: system libraries and C.
        .systemLibrary(name: "CSQLite"),
        .systemLibrary(name: "CStemmer"),
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CVectorKernels"),
        .target(name: "CVocab"),
        .target(name: "CReportPage"),

        // Rooms, left to right.
        room("SystemSupport"),
        room("JSON", "CSimdJSON", "SystemSupport"),
        room("Vocab", "CVocab"),
        room("VectorKernels", "CVectorKernels", "SystemSupport"),
        room("LinearAlgebra", "VectorKernels", "SystemSupport"),
        room("Benchmarking", "VectorKernels", "LinearAlgebra", "SystemSupport"),
        room("Digests", "TextAnalysis", "JSON", "Vocab", "SystemSupport"),
        room("TextAnalysis", "CStemmer", "Vocab", "SystemSupport"),
        room("LatentSemantics", "TextAnalysis", "LinearAlgebra", "VectorKernels", "Vocab", "SystemSupport"),
        room("IndexStore", "CSQLite", "SystemSupport"),
        room(
            "Corpus", "IndexStore", "Digests", "LatentSemantics", "TextAnalysis", "VectorKernels", "Vocab",
            "SystemSupport"),
        room(
            "Retrieval", "Corpus", "IndexStore", "Digests", "LatentSemantics", "TextAnalysis", "VectorKernels", "Vocab",
            "SystemSupport"),
        room("Clustering", "VectorKernels", "LinearAlgebra", "SystemSupport"),
        room(
            "TopicModeling", "Clustering", "TextAnalysis", "LatentSemantics", "VectorKernels", "Vocab", "SystemSupport"),
        room("Layout", "SystemSupport"),
        room("TopicReports", "CReportPage", "Digests", "JSON"),
        room("Evaluation"),
        room(
            "Sextant", "Digests", "TextAnalysis", "LatentSemantics", "IndexStore", "Corpus", "Retrieval", "Clustering",
            "TopicModeling", "Layout", "TopicReports", "Evaluation", "VectorKernels", "LinearAlgebra", "Vocab", "JSON",
            "SystemSupport"),
        room("CommandLineSupport", "Digests", "Vocab", "SystemSupport"),
        .executableTarget(
            name: "CLI",
            dependencies: [
                "CommandLineSupport", "Sextant", "Benchmarking", "Evaluation", "LinearAlgebra", "JSON", "SystemSupport",
                "VectorKernels",
            ],
            swiftSettings: strict),

        // Single jobs on NumPy files, for the comparison with other programs. Not installed.
        .executableTarget(
            name: "sextant-bench-jobs",
            dependencies: [
                "Clustering", "Digests", "LatentSemantics", "LinearAlgebra", "JSON", "Retrieval", "Sextant",
                "SystemSupport", "VectorKernels",
            ],
            path: "Sources/BenchmarkJobs", swiftSettings: strict),

        // What tests of several rooms share.
        .target(
            name: "TestSupport", dependencies: ["SystemSupport"], path: "Tests/Support", swiftSettings: strict),
        .target(
            name: "PileFixture",
            dependencies: ["Corpus", "Digests", "IndexStore", "LatentSemantics", "TestSupport", "Vocab"],
            path: "Tests/PileFixture", swiftSettings: strict),

        tests("SystemSupport"),
        tests("JSON"),
        tests("Vocab"),
        tests("VectorKernels", "CVectorKernels", "SystemSupport"),
        tests("Benchmarking", "VectorKernels"),
        tests("LinearAlgebra", "SystemSupport"),
        tests("Digests", "Vocab", "SystemSupport"),
        tests("TextAnalysis", "Vocab", "SystemSupport"),
        tests("LatentSemantics", "TextAnalysis", "LinearAlgebra", "Vocab"),
        tests("IndexStore", "SystemSupport"),
        tests("Corpus", "PileFixture", "Digests", "IndexStore", "LatentSemantics", "Vocab", "SystemSupport"),
        tests(
            "Retrieval", "PileFixture", "Corpus", "Digests", "IndexStore", "LatentSemantics", "Vocab", "SystemSupport"),
        tests("Clustering", "VectorKernels", "SystemSupport"),
        tests("TopicModeling", "Clustering", "TextAnalysis", "Vocab"),
        tests("Layout"),
        tests("TopicReports", "Digests", "JSON"),
        tests("Evaluation"),
        tests("Sextant", "Digests", "Vocab", "SystemSupport"),
        tests("CommandLineSupport", "Digests", "SystemSupport"),
        tests("CLI", "JSON", "SystemSupport"),

        // What is fuzzed, and the replay of the inputs that were saved.
        .target(
            name: "FuzzTargets", dependencies: ["Sextant", "Digests", "JSON", "SystemSupport"],
            path: "Tests/Fuzz/Targets", swiftSettings: strict),
        .testTarget(
            name: "FuzzTests", dependencies: ["FuzzTargets", "SystemSupport"], path: "Tests/Fuzz/Replay",
            swiftSettings: strict),
    ],
    cxxLanguageStandard: .cxx17
)

// The fuzzer itself, which only links with -sanitize=fuzzer: scripts/fuzz builds it.
if Context.environment["SEXTANT_FUZZ"] != nil {
    package.targets += [
        .target(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
        .executableTarget(
            name: "fuzz", dependencies: ["CLibFuzzer", "FuzzTargets"], path: "Tests/Fuzz/Driver", swiftSettings: strict),
    ]
}
