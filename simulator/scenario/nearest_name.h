// The name that was probably meant, for messages about unknown ones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace simulator {

// The candidate fewest edits away (insertions, deletions, replacements, swaps of neighbours; case
// counts half), the first of equals; empty if none is near enough to be a likely slip.
std::string NearestName(std::string_view name, const std::vector<std::string>& candidates);

// `; did you mean "steps"?`, or empty if nothing is near.
std::string DidYouMean(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace simulator
