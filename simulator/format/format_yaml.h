// FormatYaml: the one layout of scenario and seed files, comments kept.
#pragma once

#include <string>
#include <string_view>

#include "simulator/scenario/source.h"

namespace simulator {

// What it does: lines end in \n and in no blanks; two spaces for each level, list items one level
// below their key; one space after a dash; at most one empty line in a row; the file's keys in the
// order of docs/scenarios.md, with the comments above them. What it leaves: every word, comments,
// quotes, flow collections, the order of everything below the file's keys.
//
// Formatting twice is formatting once, and the result means what `text` means: both are compared
// before anything is returned. Errors: `text` is no YAML that scenario files may be; a layout that
// can't be kept equal (it is named).
SourceResult<std::string> FormatYaml(std::string_view text, const std::string& file);

}  // namespace simulator
