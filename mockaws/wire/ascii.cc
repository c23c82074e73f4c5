#include "mockaws/wire/ascii.h"

namespace mockaws {

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = LowerAscii(c);
  return lower;
}

}  // namespace mockaws
