// Counts calls of operator new, by replacing it in the program that links this.
#pragma once

#include <cstdint>

namespace bench {

// Allocations of this thread so far.
uint64_t AllocationCount();

}  // namespace bench
