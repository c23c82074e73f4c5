#include "policy_engine/pattern/glob.h"

#include <algorithm>
#include <cstring>

namespace policy_engine {

namespace {

// Bytes of the UTF-16 unit that begins at a byte with this value.
size_t UnitLength(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte < 0x80) return 1;
  if (byte < 0xE0) return 2;  // a two-byte character, or the second half of a four-byte one
  if (byte < 0xF0) return 3;
  return 2;  // the first half of a four-byte one
}

}  // namespace

std::string EncodeGlob(std::string_view text) {
  std::string encoded(text);
  for (char& c : encoded) {
    if (c == '*') c = kAnyRun;
    if (c == '?') c = kAnyOne;
  }
  return encoded;
}

bool HasWildcardByte(std::string_view text) {
  return std::any_of(text.begin(), text.end(), IsWildcard);
}

size_t LiteralPrefixLength(std::string_view encoded) {
  return static_cast<size_t>(std::find_if(encoded.begin(), encoded.end(), IsWildcard) -
                             encoded.begin());
}

bool GlobMatch(std::string_view encoded, std::string_view text) {
  constexpr size_t kNone = std::string_view::npos;
  size_t p = 0;
  size_t t = 0;
  size_t after_run = kNone;  // pattern position after the last run met
  size_t run_end = 0;        // where in the text that run ends for now
  while (t < text.size()) {
    if (p < encoded.size()) {
      const char c = encoded[p];
      if (c == kAnyRun) {
        after_run = ++p;
        run_end = t;
        if (p == encoded.size()) return true;
        continue;
      }
      if (c == kAnyOne) {
        t = std::min(t + UnitLength(text[t]), text.size());
        ++p;
        continue;
      }
      if (c == text[t]) {
        ++p;
        ++t;
        continue;
      }
    }
    if (after_run == kNone) return false;
    // Only the last run needs to be tried longer: earlier ones took the leftmost match.
    run_end += UnitLength(text[run_end]);
    if (run_end >= text.size()) {
      t = text.size();
      p = after_run;
      break;
    }
    const char next = encoded[after_run];
    if (!IsWildcard(next)) {
      const void* at = std::memchr(text.data() + run_end, next, text.size() - run_end);
      if (at == nullptr) return false;
      run_end = static_cast<size_t>(static_cast<const char*>(at) - text.data());
    }
    p = after_run;
    t = run_end;
  }
  while (p < encoded.size() && encoded[p] == kAnyRun) ++p;
  return p == encoded.size();
}

}  // namespace policy_engine
