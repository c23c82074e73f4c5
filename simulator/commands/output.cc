#include "simulator/commands/output.h"

#include <cstdio>
#include <string>

namespace simulator {

bool Print(std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
         std::fflush(stdout) == 0;
}

void PrintError(std::string_view message) { PrintRaw("iamsim: " + std::string(message) + "\n"); }

void PrintRaw(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace simulator
