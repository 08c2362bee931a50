import Testing

@testable import SystemSupport

@Suite struct ThreadsTests {
    @Test func `processor lists are counted`() {
        #expect(Threads.parseList("0") == 1)
        #expect(Threads.parseList("\t0-3,8\n") == 5)
        #expect(Threads.parseList("0-1,4-7,9") == 7)
        for bad in ["", "x", "3-1", "1-2-3", "1,,2", "-4"] { #expect(Threads.parseList(bad) == nil, "\(bad)") }
    }

    @Test func `quotas are rounded up to whole processors`() {
        #expect(Threads.parseQuota("200000 100000\n") == 2)
        #expect(Threads.parseQuota("150000 100000") == 2)
        #expect(Threads.parseQuota("1000 100000") == 1)
        for none in ["max 100000", "", "0 100000", "100000 0", "-1 100000"] {
            #expect(Threads.parseQuota(none) == nil, "\(none)")
        }
    }
}
