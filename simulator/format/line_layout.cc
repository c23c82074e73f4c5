#include "simulator/format/line_layout.h"

#include <algorithm>
#include <optional>

namespace simulator {
namespace {

constexpr size_t kStep = 2;

size_t IndentOf(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

std::string_view WithoutTrailingBlanks(std::string_view line) {
  const size_t last = line.find_last_not_of(" \t\r");
  return last == std::string_view::npos ? std::string_view() : line.substr(0, last + 1);
}

// What is open at the end of a piece of text: quotes and flow collections go on in the next line.
struct Open {
  char quote = 0;
  int brackets = 0;

  bool any() const { return quote != 0 || brackets > 0; }
};

// Reads one line's text after indentation; `comment` is where its comment begins.
class LineReader {
 public:
  LineReader(std::string_view line, Open* open) : line_(line), open_(*open) {}

  void Read() {
    for (at_ = 0; at_ < line_.size(); ++at_) {
      if (open_.quote != 0) {
        ReadQuoted();
      } else if (!ReadPlain()) {
        break;
      }
    }
  }
  // The line without its comment.
  std::string_view content() const { return line_.substr(0, at_); }

 private:
  void ReadQuoted() {
    if (open_.quote == '"' && line_[at_] == '\\') {
      ++at_;
    } else if (line_[at_] == open_.quote) {
      open_.quote = 0;
    }
  }

  // False where a comment begins.
  bool ReadPlain() {
    const char c = line_[at_];
    const bool starts = at_ == 0 || line_[at_ - 1] == ' ' || line_[at_ - 1] == '\t';
    if (c == '#' && starts) return false;
    if ((c == '"' || c == '\'') && MayStartValue()) open_.quote = c;
    // Brackets are such at the start of a value, and inside others.
    if ((c == '[' || c == '{') && (open_.brackets > 0 || MayStartValue())) ++open_.brackets;
    if ((c == ']' || c == '}') && open_.brackets > 0 && !InsideReference()) --open_.brackets;
    if (c == '{' && open_.brackets > 0 && at_ > 0 && line_[at_ - 1] == '$') --open_.brackets;
    return true;
  }

  bool MayStartValue() const {
    const std::string_view before = WithoutTrailingBlanks(line_.substr(0, at_));
    if (before.empty() || before == "-") return true;
    const char last = before.back();
    if (at_ > before.size() && (last == ':' || last == '-')) return true;
    return open_.brackets > 0 && (last == '[' || last == '{' || last == ',' || last == ':');
  }

  // The `}` of `${name}` in a plain text.
  bool InsideReference() const {
    const size_t dollar = line_.substr(0, at_).rfind("${");
    return dollar != std::string_view::npos &&
           line_.substr(dollar, at_ - dollar).find('}') == std::string_view::npos;
  }

  std::string_view line_;
  Open& open_;
  size_t at_ = 0;
};

// The header of a block scalar at the content's end (`|`, `>-`, `|+2`): its indentation indicator,
// 0 if it has none; nothing if there is no header.
std::optional<size_t> BlockHeader(std::string_view content) {
  content = WithoutTrailingBlanks(content);
  size_t indicator = 0;
  while (!content.empty()) {
    const char c = content.back();
    content.remove_suffix(1);
    if (c >= '1' && c <= '9') {
      indicator = static_cast<size_t>(c - '0');
    } else if (c == '|' || c == '>') {
      if (content.empty() || content.back() == ' ') return indicator;
      return std::nullopt;
    } else if (c != '-' && c != '+') {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

bool IsDash(std::string_view content) {
  return content == "-" || content.starts_with("- ") || content.starts_with("-\t");
}

// Whether a mapping's key begins here: a colon at the line's end or before a blank, outside quotes.
bool IsKey(std::string_view content) {
  Open open;
  for (size_t i = 0; i < content.size(); ++i) {
    const char c = content[i];
    if (open.quote != 0) {
      if (open.quote == '"' && c == '\\') ++i;
      if (c == open.quote) open.quote = 0;
    } else if (i == 0 && (c == '"' || c == '\'')) {
      open.quote = c;
    } else if (i == 0 && (c == '[' || c == '{')) {
      return false;
    } else if (c == ':' && (i + 1 == content.size() || content[i + 1] == ' ')) {
      return true;
    }
  }
  return content.starts_with("? ");
}

class Layout {
 public:
  explicit Layout(std::string_view text) {
    while (!text.empty()) {
      const size_t end = text.find('\n');
      lines_.push_back(text.substr(0, end));
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
  }

  std::vector<std::string> Lay() {
    for (at_ = 0; at_ < lines_.size(); ++at_) LayLine();
    FlushComments(std::nullopt);
    return std::move(laid_);
  }

 private:
  struct Level {
    size_t from = 0;  // its old indentation
    size_t to = 0;
    bool list = false;
  };

  void LayLine() {
    const std::string_view line = WithoutTrailingBlanks(lines_[at_]);
    if (block_) {
      if (LayBlockLine()) return;
      block_.reset();
    }
    const size_t indent = IndentOf(line);
    const std::string_view content = line.substr(indent);
    if (open_.any()) {
      LayContinuation(line, indent);
      return;
    }
    if (content.empty() || content.front() == '#') {
      pending_.push_back(line);
      return;
    }
    if (!IsDash(content) && !IsKey(content) && !levels_.empty() && indent > levels_.back().from) {
      FlushComments(std::nullopt);
      LayContinuation(line, indent);
      return;
    }
    LayItem(indent, content);
  }

  // A line of a list item or a key: levels as they open and close.
  void LayItem(size_t indent, std::string_view content) {
    Enter(indent, IsDash(content));
    FlushComments(Level{indent, levels_.back().to, false});
    std::string text(levels_.back().to, ' ');
    delta_ = static_cast<long>(levels_.back().to) - static_cast<long>(indent);
    size_t column = indent;
    while (IsDash(content)) {
      const size_t gap = std::min(content.find_first_not_of(' ', 1), content.size());
      text += '-';
      if (gap == content.size()) {
        content = {};
        break;
      }
      text += ' ';
      content.remove_prefix(gap);
      column += gap;
      if (content.front() == '#') break;
      if (!IsDash(content) && !IsKey(content)) {
        delta_ = static_cast<long>(text.size()) - static_cast<long>(column);
        break;
      }
      levels_.push_back({column, text.size(), IsDash(content)});
      delta_ = static_cast<long>(text.size()) - static_cast<long>(column);
    }
    laid_.push_back(text + std::string(content));
    ReadOn(content);
  }

  void Enter(size_t indent, bool dash) {
    while (!levels_.empty() && levels_.back().from > indent) levels_.pop_back();
    // A list may stand as far left as its key.
    if (!dash) {
      while (levels_.size() > 1 && levels_.back().list && levels_.back().from == indent) {
        levels_.pop_back();
      }
    }
    const bool same =
        !levels_.empty() && levels_.back().from == indent && levels_.back().list == dash;
    if (same) return;
    levels_.push_back({indent, levels_.empty() ? 0 : levels_.back().to + kStep, dash});
  }

  // Looks what the content leaves open for the next lines.
  void ReadOn(std::string_view content) {
    LineReader reader(content, &open_);
    reader.Read();
    const auto header = BlockHeader(reader.content());
    if (open_.any() || !header) return;
    const Level& level = levels_.back();
    block_ = Block{level.from, level.to + kStep, std::nullopt};
    // Its text is indented by that many from the key, in the new layout as in the old.
    if (*header > 0) block_ = Block{level.from, level.to + *header, level.from + *header};
  }

  // A further line of a text or flow collection moves as far as the line in which that began.
  void LayContinuation(std::string_view line, size_t indent) {
    const std::string_view content = line.substr(indent);
    if (content.empty()) {
      laid_.emplace_back();
      return;
    }
    const long moved = static_cast<long>(indent) + delta_;
    const size_t least = levels_.empty() ? 0 : levels_.back().to;
    const size_t to = std::max(moved < 0 ? 0 : static_cast<size_t>(moved), least);
    laid_.push_back(std::string(to, ' ') + std::string(content));
    LineReader(content, &open_).Read();
  }

  // False at the first line that is no more the block scalar's.
  bool LayBlockLine() {
    std::string_view line = lines_[at_];
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (WithoutTrailingBlanks(line).empty()) {
      laid_.emplace_back();
      return true;
    }
    const size_t indent = IndentOf(line);
    if (indent <= block_->parent) return false;
    if (!block_->from) block_->from = indent;
    const size_t deeper = indent > *block_->from ? indent - *block_->from : 0;
    laid_.push_back(std::string(block_->to + deeper, ' ') + std::string(line.substr(indent)));
    return true;
  }

  // Comments go with what follows, unless they stood as far right as a level that was open.
  void FlushComments(const std::optional<Level>& next) {
    for (const std::string_view comment : pending_) {
      if (comment.empty()) {
        laid_.emplace_back();
        continue;
      }
      const size_t indent = IndentOf(comment);
      size_t to = next ? next->to : 0;
      if (!next || indent != next->from) {
        for (const Level& level : before_) {
          if (level.from == indent) to = level.to;
        }
      }
      laid_.push_back(std::string(to, ' ') + std::string(comment.substr(indent)));
    }
    pending_.clear();
    before_ = levels_;
  }

  struct Block {
    size_t parent;  // old indentation that its lines must exceed
    size_t to;
    std::optional<size_t> from;  // of its first line
  };

  std::vector<std::string_view> lines_;
  std::vector<std::string> laid_;
  std::vector<std::string_view> pending_;  // comments and empty lines
  std::vector<Level> levels_;
  std::vector<Level> before_;  // the levels of the last line before the pending comments
  std::optional<Block> block_;
  Open open_;
  long delta_ = 0;
  size_t at_ = 0;
};

}  // namespace

std::vector<std::string> LayOutLines(std::string_view text) { return Layout(text).Lay(); }

}  // namespace simulator
