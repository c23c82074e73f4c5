#include "bench/engine/allocations.h"

#include <cstdlib>
#include <new>

namespace {

thread_local uint64_t allocation_count = 0;

}  // namespace

namespace bench {

uint64_t AllocationCount() { return allocation_count; }

}  // namespace bench

void* operator new(size_t size) {
  ++allocation_count;
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
