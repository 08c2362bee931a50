import Foundation
import SystemSupport
import Testing

/// A run of the real program, in a fresh folder and with an environment of its own.
struct ToolRun {
    let status: Int32
    let output: String
    let errors: String

    /// The program, beside the tests' own bundle.
    static var program: String {
        let tests = CommandLine.arguments.first ?? ""
        return (FileSystem.parent(of: tests) ?? ".") + "/sextant"
    }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - arguments: The words after its name.
    ///   - input: What it reads from standard input.
    ///   - environment: Added to a `HOME` that is the folder and a `PATH`.
    ///   - folder: The working folder; a fresh one if there is none.
    init(
        _ arguments: String..., input: String = "", environment: [String: String] = [:], in folder: String? = nil
    ) throws {
        try self.init(arguments: arguments, input: input, environment: environment, in: folder)
    }

    /// As above, with the words as an array.
    init(
        arguments: [String], input: String = "", environment: [String: String] = [:], in folder: String? = nil
    ) throws {
        try self.init(Self.program, arguments, input: input, environment: environment, in: folder)
    }

    /// Runs a line of the shell, in which `$sextant` is the program.
    init(shell line: String, in folder: String? = nil) throws {
        try self.init("/bin/bash", ["-c", line], input: "", environment: ["sextant": Self.program], in: folder)
    }

    private init(
        _ program: String, _ arguments: [String], input: String, environment: [String: String], in folder: String?
    ) throws {
        let fresh = "\(Environment.value("TMPDIR") ?? "/tmp")/tool-run-\(UInt64.random(in: 0 ... .max))"
        let folder = folder ?? fresh
        try FileSystem.makeDirectory(folder)
        defer { if folder == fresh { try? FileSystem.remove(fresh) } }
        // Files in place of pipes: a program that writes much to both cannot wait for a reader.
        let names = ["input", "output", "errors"].map { fresh + "." + $0 }
        defer { for name in names { try? FileSystem.remove(name) } }
        for name in names {
            let writer = try FileWriter(path: name)
            try writer.write(name == names[0] ? input : "")
            try writer.close()
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ["HOME": folder, "PATH": "/usr/bin:/bin", "TERM": "xterm"].merging(environment) { $1 }
        process.standardInput = FileHandle(forReadingAtPath: names[0])
        process.standardOutput = FileHandle(forWritingAtPath: names[1])
        process.standardError = FileHandle(forWritingAtPath: names[2])
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        output = String(decoding: try FileSystem.contents(of: names[1]), as: UTF8.self)
        errors = String(decoding: try FileSystem.contents(of: names[2]), as: UTF8.self)
    }
}
