#include "simulator/commands/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "mockaws/wire/utf8.h"
#include "simulator/commands/output.h"

namespace simulator {
namespace {

constexpr std::string_view kEraseLine = "\r\x1b[K";

size_t TerminalColumns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

// What fits on a line; control characters, which could move the cursor, left out.
std::string Cut(std::string_view text, size_t columns) {
  std::string out;
  for (size_t column = 1; column < columns && !text.empty(); ++column) {
    const size_t bytes = std::max<size_t>(mockaws::Utf8SequenceBytes(text), 1);
    if (static_cast<unsigned char>(text[0]) >= 0x20) out += text.substr(0, bytes);
    text.remove_prefix(bytes);
  }
  return out;
}

}  // namespace

Progress::Progress() : terminal_(isatty(STDERR_FILENO) != 0) {}

void Progress::Show(std::string_view text) {
  if (!terminal_) return;
  PrintRaw(std::string(kEraseLine) + Cut(text, TerminalColumns()));
  shown_ = true;
}

void Progress::Clear() {
  if (shown_) PrintRaw(kEraseLine);
  shown_ = false;
}

}  // namespace simulator
