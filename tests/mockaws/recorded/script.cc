#include "tests/mockaws/recorded/script.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace mockaws {
namespace {

[[noreturn]] void Fail(const std::string& file, int line, const std::string& what) {
  throw std::runtime_error(file + ":" + std::to_string(line) + ": " + what);
}

std::string Trimmed(const std::string& text) {
  const size_t begin = text.find_first_not_of(' ');
  return begin == std::string::npos ? "" : text.substr(begin);
}

RecordedCase ReadHeader(const std::string& file, int number, const std::string& text) {
  RecordedCase one;
  std::istringstream words(text.substr(1));
  std::string rest;
  words >> one.section >> one.mark >> one.name;
  if (one.name.empty() || words >> rest) Fail(file, number, "a case begins `= SECTION MARK Name`");
  one.file = file;
  return one;
}

void ReadFile(const std::filesystem::path& path, std::vector<RecordedCase>* cases) {
  std::ifstream stream(path);
  const std::string file = path.filename().string();
  const size_t first = cases->size();
  int number = 0;
  for (std::string text; std::getline(stream, text);) {
    ++number;
    if (Trimmed(text).empty() || text[0] == '#') continue;
    if (text[0] == '=') {
      cases->push_back(ReadHeader(file, number, text));
      continue;
    }
    if (cases->size() == first) Fail(file, number, "stands before the first case");
    RecordedCase& current = cases->back();
    if (current.rule.empty()) {
      if (text[0] != ' ') Fail(file, number, "the case's rule stands here, indented");
      current.rule = Trimmed(text);
      continue;
    }
    current.lines.push_back({number, text[0] == ' ', Trimmed(text)});
  }
  if (number == 0) Fail(file, 0, "is empty or can't be read");
}

}  // namespace

std::vector<RecordedCase> ReadRecordedCases(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<RecordedCase> cases;
  for (const auto& path : paths) ReadFile(path, &cases);
  for (const RecordedCase& one : cases) {
    if (one.lines.empty()) Fail(one.file, 0, one.name + " calls nothing");
  }
  return cases;
}

std::vector<std::string> SplitWords(const std::string& text) {
  std::vector<std::string> words;
  bool quoted = false;
  bool inside = false;
  for (const char c : text) {
    if (c == '\'') {
      quoted = !quoted;
      continue;
    }
    if (c == ' ' && !quoted) {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    words.back() += c;
  }
  return words;
}

std::string WriteOutRepeats(const std::string& text) {
  static const std::regex kRepeat(R"(\{([^{}]+)\*(\d+)\})");
  std::string written;
  std::string rest = text;
  for (std::smatch match; std::regex_search(rest, match, kRepeat); rest = match.suffix().str()) {
    written += match.prefix().str();
    for (int i = std::stoi(match[2]); i > 0; --i) written += match[1];
  }
  return written + rest;
}

}  // namespace mockaws
