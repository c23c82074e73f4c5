// Standard output and error, for commands only: libraries print nothing.
#pragma once

#include <string_view>

namespace simulator {

// False once standard output can't be written any more (a closed pipe).
bool Print(std::string_view text);
// `iamsim: message`, with a newline.
void PrintError(std::string_view message);
// To standard error as it is.
void PrintRaw(std::string_view text);

}  // namespace simulator
