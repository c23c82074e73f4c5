#include "simulator/commands/start_up_memory.h"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <string_view>

namespace simulator {
namespace {

// Unmaps the pages of a segment that nobody can have written to. What can be written holds
// relocations and data, which no file has.
void DropPages(const dl_phdr_info& object, const ElfW(Phdr) & segment, uintptr_t page_bytes) {
  if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) return;
  const uintptr_t begin = (object.dlpi_addr + segment.p_vaddr) & ~(page_bytes - 1);
  const uintptr_t end = object.dlpi_addr + segment.p_vaddr + segment.p_filesz;
  // Advice: if it isn't taken, the pages stay.
  static_cast<void>(madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED));
}

int DropObjectPages(dl_phdr_info* object, size_t, void* page_bytes) {
  constexpr std::string_view kFromKernel = "linux-vdso";
  if (std::string_view(object->dlpi_name).find(kFromKernel) != std::string_view::npos) return 0;
  for (int i = 0; i < object->dlpi_phnum; ++i) {
    DropPages(*object, object->dlpi_phdr[i], *static_cast<const uintptr_t*>(page_bytes));
  }
  return 0;
}

}  // namespace

void ReturnStartUpMemory() {
  malloc_trim(0);
  auto page_bytes = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
  dl_iterate_phdr(DropObjectPages, &page_bytes);
}

}  // namespace simulator
