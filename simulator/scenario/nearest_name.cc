#include "simulator/scenario/nearest_name.h"

#include <algorithm>

#include "mockaws/wire/ascii.h"

namespace simulator {
namespace {

// Names longer than this are never slips of one another.
constexpr size_t kNameMax = 256;

// Edits are counted in halves, so that a change of case can count as one half.
size_t Replacement(char a, char b) {
  if (a == b) return 0;
  return mockaws::LowerAscii(a) == mockaws::LowerAscii(b) ? 1 : 2;
}

// Damerau-Levenshtein distance (neighbours swapped once) in half edits.
size_t HalfEdits(std::string_view a, std::string_view b) {
  std::vector<size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = 2 * j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = 2 * i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({last[j] + 2, row[j - 1] + 2, last[j - 1] + Replacement(a[i - 1], b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 2);
      }
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string NearestName(std::string_view name, const std::vector<std::string>& candidates) {
  if (name.empty() || name.size() > kNameMax) return "";
  // A third of the letters may differ, and one in short names.
  const size_t half_edits_max = std::max<size_t>(2, 2 * name.size() / 3);
  std::string nearest;
  size_t fewest = half_edits_max + 1;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kNameMax) continue;
    const size_t edits = HalfEdits(name, candidate);
    if (edits < fewest) {
      fewest = edits;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string DidYouMean(std::string_view name, const std::vector<std::string>& candidates) {
  const std::string nearest = NearestName(name, candidates);
  return nearest.empty() ? "" : "; did you mean \"" + nearest + "\"?";
}

}  // namespace simulator
