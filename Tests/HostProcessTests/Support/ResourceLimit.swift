import Testing

#if canImport(Glibc)
  import Glibc

  typealias Resource = __rlimit_resource
#elseif canImport(Musl)
  import Musl

  typealias Resource = Int32
#elseif canImport(Darwin)
  import Darwin

  typealias Resource = Int32
#endif

/// Limits what the process of a test may take.
func limit(_ resource: Resource, to amount: Int) throws {
  var limit = rlimit(rlim_cur: rlim_t(amount), rlim_max: rlim_t(bitPattern: -1))
  #if canImport(Glibc)
    try #require(setrlimit(Int32(resource.rawValue), &limit) == 0)
  #else
    try #require(setrlimit(resource, &limit) == 0)
  #endif
}
